// The series drawn by uPlot: loaded when the page is.
import uPlot from "uplot";
import { clock, date } from "../../format.ts";
import { go } from "../../router.ts";
import { actions, type Action, type Points } from "./points.ts";

interface Options {
  /** write writes a figure. */
  write: (n: number) => string;
  /** link is the address of what is behind a step. */
  link: (at: number, step: number) => string;
}

/** dashes tell lines apart for those who don't see their colours. */
const dashes: Record<Action, number[]> = { block: [], log: [6, 3], allow: [2, 3] };

const chartHeight = 200;

/** Chart draws in host, in the page's colours and as wide as there is room. */
export class Chart {
  private plot: uPlot | null = null;
  private shown: Points | null = null;
  private readonly room: ResizeObserver;
  private readonly looks: MutationObserver;
  private readonly dark = matchMedia("(prefers-color-scheme: dark)");

  constructor(private readonly host: HTMLElement, private readonly options: Options) {
    this.room = new ResizeObserver(() => this.plot?.setSize({ width: host.clientWidth, height: chartHeight }));
    this.room.observe(host);
    this.looks = new MutationObserver(this.redraw);
    this.looks.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    this.dark.addEventListener("change", this.redraw);
  }

  /** show draws other figures. */
  show(p: Points): void {
    this.shown = p;
    const last = p.at.at(-1);
    if (last === undefined) return;
    const data: uPlot.AlignedData = [[...p.at, last + p.step], ...actions.map((a) => [...p[a], p[a].at(-1)!])]; // or the last step would have no width
    if (this.plot) this.plot.setData(data);
    else this.plot = new uPlot(this.described(), data, this.host);
  }

  remove(): void {
    this.room.disconnect();
    this.looks.disconnect();
    this.dark.removeEventListener("change", this.redraw);
    this.plot?.destroy();
  }

  private readonly redraw = () => this.plot?.redraw(false);

  private described(): uPlot.Options {
    const { write } = this.options;
    const axis = { stroke: () => this.colour("--muted"), font: this.font(), grid: { stroke: () => this.colour("--line"), width: 1 }, ticks: { show: false } };
    return {
      width: this.host.clientWidth, height: chartHeight, legend: { show: false }, padding: [8, 8, 0, 0],
      cursor: { drag: { x: false, y: false }, points: { size: 6 } },
      scales: { x: { time: true }, y: { range: (_, __, most) => [0, Math.max(most * 1.05, 1)] } },
      series: [{}, ...actions.map((a) => this.line(a))],
      axes: [{ ...axis, size: 28, values: (_, at, __, ___, step) => at.map((s) => when(s, step)) }, { ...axis, size: 68, values: (_, all) => all.map((n) => (Number.isInteger(n) ? write(n) : "")) }],
      hooks: { ready: [(u) => this.listen(u)], setCursor: [(u) => this.tell(u)] },
    };
  }

  private line(action: Action): uPlot.Series {
    return { stroke: () => this.colour(`--${action}`), width: 2, dash: dashes[action], points: { show: false }, paths: uPlot.paths.stepped!({ align: 1 }) };
  }

  /** listen has a click lead to what is behind a step. */
  private listen(u: uPlot): void {
    u.over.classList.add("dash-over");
    u.over.addEventListener("click", () => {
      const at = this.shown!.at[u.cursor.idx ?? -1];
      if (at !== undefined) go(this.options.link(at, this.shown!.step));
    });
  }

  /** tell shows a step's figures while it is pointed at. */
  private tell(u: uPlot): void {
    const i = u.cursor.idx;
    const at = i === null || i === undefined ? undefined : u.data[0][i];
    const figures = actions.map((_, a) => this.options.write(u.data[a + 1]![i ?? 0] ?? 0)).join(" / ");
    u.over.title = at === undefined ? "" : `${when(at, 0)}  ${figures}`;
  }

  /** colour is that of a token as the canvas wants it: tokens are of either theme, elements have the one that holds. */
  private colour(token: string): string {
    this.host.style.color = `var(${token})`;
    return getComputedStyle(this.host).color;
  }

  private font(): string {
    return `12px ${getComputedStyle(this.host).fontFamily}`;
  }
}

/** when is a day, or a time of day, or both with step 0. */
function when(seconds: number, step: number): string {
  const at = new Date(seconds * 1000);
  const day = date(at).slice(5);
  const time = clock(at).slice(0, 5);
  if (step === 0) return `${day} ${time}`;
  return step >= 86400 || time === "00:00" ? day : time;
}
