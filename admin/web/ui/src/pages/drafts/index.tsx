import { call, callTagged, list } from "../../api/client.ts";
import { useAction, useData } from "../../api/data.ts";
import { may } from "../../api/session.ts";
import type { StateDraft } from "../../api/types.ts";
import { ask } from "../../components/ask.tsx";
import { Badge } from "../../components/badge.tsx";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Empty } from "../../components/empty.tsx";
import { Page } from "../../components/page.tsx";
import { Loaded, Trouble } from "../../components/problem.tsx";
import { Table } from "../../components/table.tsx";
import { Time } from "../../components/time.tsx";
import { toast } from "../../components/toast.tsx";
import { forget, workspace } from "../../policy/workspace.ts";
import { go } from "../../router.ts";
import { common } from "../../words.ts";
import { text } from "./text.ts";

export default function DraftsPage() {
  const t = text();
  const drafts = useData(async (signal) => {
    const [all, policy] = await Promise.all([call("GET /api/v1/drafts", { signal }), call("GET /api/v1/policy", { signal })]);
    return { drafts: list(all.items), inForce: policy.number };
  }, []);
  return (
    <Page title={t.title} lead={t.lead} actions={may("policy.draft") && <ButtonLink href="/rules">{t.toRules}</ButtonLink>}>
      <Loaded data={drafts}>{(d) => (d.drafts.length === 0 ? <Empty title={t.empty} action={<ButtonLink kind="primary" href="/rules">{t.toRules}</ButtonLink>}>{t.emptyHint}</Empty> : <Drafts all={d.drafts} inForce={d.inForce} reload={drafts.reload} />)}</Loaded>
    </Page>
  );
}

function Drafts({ all, inForce, reload }: { all: readonly StateDraft[]; inForce: number; reload: () => void }) {
  const t = text();
  const remove = useAction(async (d: StateDraft) => {
    if (!(await ask({ title: t.remove, text: t.removeAsk(d.name), action: t.remove, danger: true }))) return;
    const { etag } = await callTagged("GET /api/v1/drafts/{id}", { path: { id: d.id } });
    await call("DELETE /api/v1/drafts/{id}", { path: { id: d.id }, etag });
    if (workspace.peek()?.draft?.id === d.id) forget();
    toast(t.removed(d.name));
    reload();
  });
  const edit = (d: StateDraft) => { forget(); go(`/rules?draft=${d.id}`); };
  return (
    <div class="stack-s">
      <Trouble problem={remove.problem} />
      <Table label={t.title} rows={all} rowKey={(d) => d.id} columns={[
        { key: "name", title: t.name, head: true, cell: (d) => <a href={`/drafts/${d.id}`}>{d.name}</a> },
        { key: "by", title: t.by, cell: (d) => d.created_by },
        { key: "changed", title: t.changed, cell: (d) => <><Time at={d.changed} relative /> {d.changed_by !== d.created_by && d.changed_by}</> },
        { key: "base", title: t.base, cell: (d) => <span class="row">{t.revision(d.base)} {d.base !== inForce && <Badge tone="warn">{t.old}</Badge>}</span> },
        { key: "reason", title: t.reason, cell: (d) => d.reason },
        { key: "do", title: <span class="unseen">{common().actions}</span>, cell: (d) => <span class="row row-end"><ButtonLink small href={`/drafts/${d.id}`}>{t.review}</ButtonLink>{may("policy.draft") && <><Button small onClick={() => edit(d)}>{t.edit}</Button><Button small kind="danger" onClick={() => void remove.run(d)}>{t.remove}</Button></>}</span> },
      ]} />
    </div>
  );
}
