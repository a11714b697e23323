// What esbuild makes of files that aren't code: CSS is bundled apart, JSON is served as a file of its own.
declare module "*.css";
declare module "*.json" {
  const url: string;
  export default url;
}
