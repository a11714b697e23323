/** width and height of the plane that the map's shapes are drawn on. Antarctica lies below it. */
export const width = 960;
export const height = 424;
