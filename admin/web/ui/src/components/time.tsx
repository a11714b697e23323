import { ago, dateTime, utc } from "../format.ts";
import { common } from "../words.ts";

/** Time is in the viewer's zone; hovering and focus show it in UTC. relative writes it as seen from now. */
export function Time({ at, relative }: { at: string | Date | undefined | null; relative?: boolean }) {
  const time = at ? new Date(at) : undefined;
  if (!time || Number.isNaN(time.getTime()) || time.getUTCFullYear() < 1971) return <span class="muted">{common().never}</span>;
  const full = dateTime(time);
  return (
    <time class="time" dateTime={time.toISOString()} title={relative ? `${full} (${utc(time)})` : utc(time)} data-utc={utc(time)}>
      {relative ? ago(time) : full}
    </time>
  );
}
