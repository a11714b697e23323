import type { ComponentChildren } from "preact";
import type { Data } from "../api/data.ts";
import { concerns, Problem } from "../api/client.ts";
import { common, words } from "../words.ts";
import { Button } from "./button.tsx";

const text = words({
  en: {
    offline: "The appliance does not answer. Check that you are connected to its network; this page goes on by itself once it answers.",
    forbidden: "Your role does not allow this. Ask an administrator of the appliance.",
    not_found: "It does not exist, or no longer does.",
    changed: "Somebody else has changed it meanwhile.",
    busy: "The appliance is busy. Try again in a moment.",
    too_many: (seconds: number) => (seconds > 0 ? `Too many attempts. Try again in ${seconds} s.` : "Too many at once. Try again in a moment."),
    no_dataplane: "The dataplane does not answer: traffic is handled as set for failures. Look at the status page.",
    internal: "The appliance could not do it. Its log says why.",
    page: "This page has a fault.",
    request: "Request",
  },
  ja: {
    offline: "装置が応答しません。装置のネットワークに接続しているか確認してください。応答があり次第、このページは自動的に再開します。",
    forbidden: "この操作の権限がありません。装置の管理者に依頼してください。",
    not_found: "存在しないか、すでに削除されています。",
    changed: "ほかのユーザーが先に変更しました。",
    busy: "装置が混み合っています。しばらくしてから再試行してください。",
    too_many: (seconds: number) => (seconds > 0 ? `試行回数が多すぎます。${seconds} 秒後に再試行してください。` : "同時に実行できる数を超えました。しばらくしてから再試行してください。"),
    no_dataplane: "データプレーンが応答しません。通信は障害時の設定に従って処理されます。状態ページを確認してください。",
    internal: "装置で処理できませんでした。原因は装置のログに記録されています。",
    page: "このページに不具合があります。",
    request: "リクエスト",
  },
});

/** say is a problem in words: ours where we know what to do, else the API's. */
export function say(problem: Problem): string {
  const t = text();
  switch (problem.code) {
    case "too_many":
      return t.too_many(problem.retryAfter);
    case "offline": case "not_found": case "changed": case "busy": case "no_dataplane": case "internal": case "page":
      return t[problem.code];
    case "forbidden":
      return t.forbidden + " (" + problem.message + ")";
  }
  return problem.message;
}

/** Trouble shows a problem, what to do about it, and a way to try again. Problems of a form's field are shown there: list its names in except. */
export function Trouble({ problem, retry, except, children }: { problem: Problem | undefined; retry?: () => void; except?: readonly string[]; children?: ComponentChildren }) {
  if (!problem || except?.some((name) => concerns(problem, name))) return null;
  const lines = problem.answer.lines ?? [];
  return (
    <div class="problem" role="alert">
      <div class="problem-text">
        <p>{say(problem)}</p>
        {lines.length > 0 && <ul>{lines.map((l) => <li key={l.line + l.message}>{l.line > 0 && <span class="mono">{l.line}: </span>}{l.message}</li>)}</ul>}
        {problem.answer.request_id && problem.status >= 500 && <p class="muted">{text().request} <code>{problem.answer.request_id}</code></p>}
        {children}
      </div>
      {retry && <Button small onClick={retry}>{common().retry}</Button>}
    </div>
  );
}

/** Loaded shows what was asked for, or that it is on its way, or why it isn't there. */
export function Loaded<T>({ data, children }: { data: Data<T>; children: (value: T) => ComponentChildren }) {
  return (
    <>
      <Trouble problem={data.problem} retry={data.reload} />
      {data.value !== undefined ? children(data.value) : data.loading && <p class="loading" role="status">{common().loading}</p>}
    </>
  );
}
