// The world as shapes on a plane, without anything that draws.
import { geoEqualEarth, geoPath, type GeoPermissibleObjects, type GeoStream, type GeoStreamWrapper } from "d3-geo";
import { feature } from "topojson-client";
import type { GeometryObject, Topology } from "topojson-specification";
import { height, width } from "./plane.ts";

/** Shape is a land on the plane. */
export interface Shape {
  /** code is that of ISO 3166-1 alpha-2; "" where none is given out for it. */
  code: string;
  /** d is the path in SVG; "" where it is too small to have one. */
  d: string;
  x: number;
  y: number;
  /** small: it is seen as a dot, for its own outline would be lost. */
  small: boolean;
}

export type Land = GeometryObject;

/** Atlas is a file of world-atlas: countries by their numbers (ISO 3166-1 numeric). */
export type Atlas = Topology<{ countries: { type: "GeometryCollection"; geometries: Land[] } }>;

/** codeOf is a land's letters. Browsers know them by the number (UTS 35, territory aliases). Of lands without a number only Kosovo has letters that databases use. */
export function codeOf(land: Land): string {
  if (land.id !== undefined) return new Intl.Locale(`und-${String(land.id).padStart(3, "0")}`).region ?? "";
  return (land.properties as { name?: string } | undefined)?.name === "Kosovo" ? "XK" : "";
}

/** smallArea is the most that a land of one dot covers, in units of the plane. */
const smallArea = 14;

/** Drawer makes shapes of lands, one at a time: all at once would take long enough to be felt. */
export class Drawer {
  readonly lands: readonly Land[];
  private readonly path;

  constructor(private readonly atlas: Atlas) {
    this.lands = atlas.objects.countries.geometries;
    const projection = geoEqualEarth().rotate([-11, 0]).scale(177).translate([width / 2, height / 2 + 26]);
    this.path = geoPath({ stream: (to: GeoStream) => projection.stream(thinned(to)) } as GeoStreamWrapper).digits(1);
  }

  shape(land: Land): Shape {
    const geometry = feature(this.atlas, land) as GeoPermissibleObjects;
    const [x, y] = this.path.centroid(geometry);
    return { code: codeOf(land), d: this.path(geometry) ?? "", x, y, small: this.path.area(geometry) < smallArea };
  }
}

/** near is how close points may come, in units of the plane: what is nearer can't be seen. */
const near = 0.6;

/** thinned leaves out points that nobody could tell from those before: nine of ten. */
export function thinned(to: GeoStream): GeoStream {
  let last: [number, number] | null = null;
  return {
    point(x, y) {
      if (last && Math.abs(x - last[0]) < near && Math.abs(y - last[1]) < near) return;
      last = [x, y];
      to.point(x, y);
    },
    lineStart() {
      last = null;
      to.lineStart();
    },
    lineEnd: () => to.lineEnd(),
    polygonStart: () => to.polygonStart(),
    polygonEnd: () => to.polygonEnd(),
  };
}
