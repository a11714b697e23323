import { call, list } from "../../api/client.ts";
import { useAction, useData } from "../../api/data.ts";
import { may, identity } from "../../api/session.ts";
import type { SessionAnswer } from "../../api/types.ts";
import { ask } from "../../components/ask.tsx";
import { Badge } from "../../components/badge.tsx";
import { Button } from "../../components/button.tsx";
import { Toggle } from "../../components/chips.tsx";
import { Empty } from "../../components/empty.tsx";
import { Page } from "../../components/page.tsx";
import { Loaded, Trouble } from "../../components/problem.tsx";
import { Table, type Column } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { toast } from "../../components/toast.tsx";
import { useQuery } from "../../router.ts";
import { readAgent } from "./agent.ts";
import { text } from "./text.ts";

export default function SessionsPage() {
  const t = text();
  const [whose, setWhose] = useQuery("whose", "mine");
  const all = whose === "all" && may("users.manage");
  const sessions = useData((signal) => call("GET /api/v1/sessions", { query: all ? { user: "all" } : {}, signal }), [all]);
  const users = useData(async (signal) => (all ? list((await call("GET /api/v1/users", { signal })).items) : []), [all]);
  const end = useAction(async (s: SessionAnswer) => {
    if (!(await ask({ title: t.sure, text: s.current ? t.sureOwn : `${s.address}, ${described(s.agent)}`, action: t.end, danger: true }))) return;
    await call("DELETE /api/v1/sessions/{id}", { path: { id: s.id } });
    if (s.current) identity.value = null;
    else {
      toast(t.ended);
      sessions.reload();
    }
  });
  const name = (id: string) => users.value?.find((u) => u.id === id)?.name ?? (id === identity.value?.user_id ? identity.value.name : id);
  return (
    <Page title={t.title} lead={all ? t.leadAll : t.lead}>
      {may("users.manage") && (
        <div class="row">
          <Toggle on={!all} onToggle={() => setWhose("mine")}>{t.mine}</Toggle>
          <Toggle on={all} onToggle={() => setWhose("all")}>{t.everybody}</Toggle>
        </div>
      )}
      <Trouble problem={end.problem} />
      <Loaded data={sessions}>{(s) => list(s.items).length === 0 ? <Empty title={t.none} /> : <List rows={newest(list(s.items))} name={all ? name : undefined} end={(one) => void end.run(one)} />}</Loaded>
    </Page>
  );
}

function newest(sessions: SessionAnswer[]): SessionAnswer[] {
  return [...sessions].sort((a, b) => b.seen.localeCompare(a.seen));
}

function described(agent: string): string {
  const { browser, system } = readAgent(agent);
  if (!browser) return text().unknownBrowser;
  return system ? text().on(browser, system) : browser;
}

function List({ rows, name, end }: { rows: SessionAnswer[]; name: ((id: string) => string) | undefined; end: (s: SessionAnswer) => void }) {
  const t = text();
  const who: Column<SessionAnswer>[] = name ? [{ key: "who", title: t.who, head: true, cell: (s) => name(s.user_id) }] : [];
  return (
    <Table label={t.title} rows={rows} rowKey={(s) => s.id} columns={[
      ...who,
      { key: "where", title: t.where, head: !name, cell: (s) => <span class="row"><code>{s.address}</code>{s.current && <Badge tone="info">{t.current}</Badge>}</span> },
      { key: "browser", title: t.browser, cell: (s) => <span title={s.agent}>{described(s.agent)}</span> },
      { key: "seen", title: t.seen, cell: (s) => <Time at={s.seen} relative /> },
      { key: "since", title: t.since, cell: (s) => <Time at={s.created} /> },
      { key: "ends", title: t.ends, cell: (s) => <Time at={s.ends} /> },
      { key: "actions", title: "", cell: (s) => <Button small aria-label={t.endOf(s.address)} onClick={() => end(s)}>{t.end}</Button> },
    ]} />
  );
}
