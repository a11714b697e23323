package detect

import "strings"

// What people are called in forms and records, and the words for a name, in each language.

// rolesLatin are what people are in forms and records, without the marks of their letters.
var rolesLatin = wordSet(append(strings.Fields(
	"attention agent assignee requester requestor reporter approver delegate speaker host staff representative rep manager person trustee executor cosigner "+
		"lodger renter pensioner retiree householder assured remitter payor grantor defendant plaintiff interviewee examinee intern volunteer dependent father mother son daughter kin nm "+
		"husband wife partner child caregiver carer instructor tutor coach trainer surgeon dentist prescriber referrer referee invitee organizer organiser addressee occupant "+
		"enrollee appointee mentor foreman inspector technician courier signer notary heir "+
		rolesGerman+rolesFrench+rolesSpanish+rolesItalian+rolesPortuguese+namesElsewhere), commonRoles...)...)

const (
	rolesGerman = "mitarbeiter mitarbeiters mitarbeiterin kunde kunden kundin kundenname patienten patientin versicherungsnehmer versicherungsnehmers versicherter versicherten versicherte teilnehmer teilnehmers teilnehmerin " +
		"bewerber bewerbers bewerberin kaufer kaufers verkaufer antragsteller antragstellers antragstellerin kontoinhaber kontoinhabers kontoinhaberin empfanger rechnungsempfanger zahlungsempfanger absender ansprechpartner " +
		"ansprechpartnerin kontaktperson notfallkontakt steuerpflichtiger steuerpflichtigen zahlungspflichtiger arbeitnehmer arbeitnehmers mieter mieters vermieter nachname vorname familienname zuname inhaber inhabers " +
		"karteninhaber schuler schulerin studierende studierender erziehungsberechtigter erziehungsberechtigte ehegatte ehepartner vater mutter gast besucher fahrer halter fahrzeughalter auftraggeber auftragnehmer besteller " +
		"bearbeiter sachbearbeiter unterzeichner unterzeichnende vertreter bevollmachtigter angehoriger angehorige bezugsperson geschaftsfuhrer mitglied anmelder rufname geburtsname nutzer bewohner bewohnerin schuldner glaubiger burge zeuge arzt hausarzt betreuer "
	rolesFrench = "nom prenom prenoms complet titulaire beneficiaire salarie salariee assure assuree destinataire expediteur demandeur demandeuse employe employee locataire bailleur proprietaire adherent adherente allocataire usager souscripteur contribuable " +
		"acheteur vendeur eleve etudiant etudiante conjoint conjointe pere mere tuteur tutrice representant signataire voyageur passager invite abonne abonnee candidat candidate interlocuteur medecin enfant resident residente preneur emprunteur " +
		"responsable gerant temoin conducteur stagiaire patiente cliente commanditaire mandataire soussigne soussignee prevenir contacter accompagnant visiteur "
	rolesSpanish = "nombre nombres apellidos completo titular cliente empleado empleada solicitante paciente beneficiario beneficiaria destinatario remitente trabajador trabajadora arrendatario arrendador interesado interesada contribuyente asegurado asegurada " +
		"firmante representante tutor tutora contacto alumno alumna inquilino propietario tomador conductor pasajero pasajera huesped suscriptor comprador compradora vendedor responsable socio socia afiliado familiar conyuge esposo esposa hijo hija " +
		"candidato candidata aspirante acompanante usuario abonado estudiante profesor medico testigo declarante portador receptor encargado "
	rolesItalian = "nome cognome nominativo intestatario dipendente paziente assistito richiedente contribuente lavoratore lavoratrice assicurato assicurata mittente inquilino locatore conduttore locatario acquirente venditore alunno alunna studente genitore tutore coniuge " +
		"padre madre figlio figlia referente contatto ospite passeggero contraente titolare delegato firmatario sottoscritto sottoscritta socio abbonato collaboratore utente proprietario medico visitatore iscritto partecipante minore "
	rolesPortuguese = "funcionario funcionaria contribuinte segurado segurada empregado empregada aluno aluna locatario locador responsavel contato contacto remetente destinatario inquilino proprietario comprador vendedor passageiro hospede requerente " +
		"conjuge pai mae filho filha dependente procurador colaborador colaboradora usuario utente assinante participante candidata acompanhante visitante motorista fiador testemunha beneficiaria estudante professor "
	// Words for a name elsewhere.
	namesElsewhere = "naam volledige klant werknemer huurder contactpersoon ontvanger afzender deelnemer imie nazwisko klient pacjent pracownik odbiorca nadawca namn kund anstalld mottagare navn kunde ansatt nimi asiakas nama pelanggan pegawai penerima jmeno zakaznik adsoyad"
)

// nameWords say that a name follows, in labels of several languages without marks.
var nameWords = wordSet(strings.Fields("name names nm nom noms nombre nombres nome nominativo namen nachname vorname familienname zuname surname sobrenome apelido apelidos apellido prenom prenoms apellidos cognome naam nazwisko imie namn navn nimi nama jmeno")...)

// rolesEast are such words that end in no common character for a person, and those
// before which only a sign tells that a name follows.
var rolesEast = foldedSet(strings.Fields("配偶者 長男 長女 次男 次女 父親 母親 父亲 母亲 丈夫 妻子 お届け先名称 届け先名称 送付先名称 配送先名称 ご依頼主名称 依頼主名称 スタッフ スタッフ名 メンバー名 講師 担当医 主治医 説明医師 医師 差出人 甲 乙 名義 名義人 お客様 お客様名 お客さま名 お届け先名 お届先名 届け先名 送付先名 送り先名 配送先名 営業担当 ご担当名 フルネーム シメイ 顧客 客户名称 客戶名稱 开户名 開戶名 乘客 名字 旅客 住客 房客 顾客  口座名義 署名 宛名 予約名 ご依頼主 依頼主 世帯主 借主 貸主 雇用主 荷主 地主 家主 喪主 施主 契約主 ご担当 担当 ご担当者様 担当者様 従業員 会員 職員 社員 教員 係員 本人 ご本人 " +
	"甲方 乙方 来访人 被访人 來訪人 推荐人 推薦人 介绍人 监护人 監護人 经手人 配偶 户名 戶名 客户 客戶 家长 家長 名字 户主 戶主 业主 業主 病人 员工 員工 学生 學生 医生 醫生 司机 房东 租客 " +
	"예금주 세대주 소유주 건물주 임대인 임차인 신청인 신청자 담당자 담당자명 수신인 수취인 수령인 발신인 보내는사람 받는사람 받는분 보내는분 환자 환자명 직원 직원명 사원명 보호자 가입자 피보험자 계약자 대표자 대표자명 " +
	"책임자 예약자 예약자명 주문자 주문자명 구매자 이용자 이용자명 참가자 지원자 작성자 채무자 채권자 보증인 의뢰인 배우자 근로자 입금자 입금자명 송금인 학생 학생명 회원 고객 한글이름 한글성명"))

// spacedNames are words for a name that are labels of their own, unless they are spaced out.
var spacedNames = foldedSet(strings.Fields("氏名 姓名 お名前 ご氏名 名前 성명 이름 성함"))

// commonRoles are the words in Latin script that are looked for in any text.
var commonRoles = strings.Fields("applicant attendee beneficiary borrower buyer caller candidate cardholder claimant consignee customer depositor doctor donor driver employee guardian guest " +
	"holder insured landlord lessee lessor member nominee nurse owner parent participant passenger patient payee payer physician policyholder purchaser receiver recipient registrant resident " +
	"respondent seller sender shipper signatory spouse student subscriber supervisor teacher tenant traveler traveller trainee visitor witness worker client contact attn " +
	"shimei simei namae onamae tantousha tantosha tantou xingming")
