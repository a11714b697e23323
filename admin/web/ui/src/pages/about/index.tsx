import { call } from "../../api/client.ts";
import { useData } from "../../api/data.ts";
import { may } from "../../api/session.ts";
import { Facts } from "../../components/facts.tsx";
import { Page } from "../../components/page.tsx";
import { text } from "./text.ts";

export default function AboutPage() {
  const t = text();
  const status = useData(async (signal) => (may("status.read") ? call("GET /api/v1/status", { signal }) : null), []);
  return (
    <Page title={t.title} lead={t.lead}>
      <div class="card stack">
        <p>{t.what}</p>
        <Facts items={[
          [t.version, <code>{status.value?.dataplane?.version ?? "–"}</code>],
          [t.api, <>{t.apiHint} <a href="/api/v1/openapi.json">{t.description}</a>, {t.metrics}: <code>/metrics</code></>],
          [t.geo, <>{t.geoHint} <a href="https://db-ip.com" rel="noreferrer">IP Geolocation by DB-IP</a> (CC-BY-4.0)</>],
          [t.licence, t.licenceHint],
        ]} />
      </div>
    </Page>
  );
}
