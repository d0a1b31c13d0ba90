// Compiles what the browser gets into portal/static/compiled: one style sheet, one script, the typeface.
// `npm run build` once; `npm run watch` while working on styles.

import { cp, mkdir, readFile, rm, watch, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const compiled = join(here, "..", "portal", "static", "compiled");
const typeface = join(here, "node_modules/@fontsource-variable/atkinson-hyperlegible-next/files");
const FONTS = ["latin", "latin-ext"].map(
  (subset) => `atkinson-hyperlegible-next-${subset}-wght-normal.woff2`,
);

async function compileStyles() {
  const { css } = compile(join(here, "styles/portal.scss"), {
    loadPaths: [join(here, "node_modules")],
    style: "compressed",
    quietDeps: true,
  });
  // A hashed static storage stops at any file it cannot find, so only our own fonts may be named.
  const outside = [...css.matchAll(/url\((?!["']?data:)([^)]*)\)/g)]
    .map((match) => match[1].replaceAll(/["']/g, ""))
    .filter((address) => !FONTS.includes(address.replace("fonts/", "")));
  if (outside.length) throw new Error(`The style sheet names files we do not ship: ${outside}`);
  await writeFile(join(compiled, "portal.css"), css);
}

async function bundleScript() {
  await build({
    entryPoints: [join(here, "scripts/portal.js")],
    outfile: join(compiled, "portal.js"),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2020",
    legalComments: "none",
    logLevel: "warning",
  });
}

async function buildAll() {
  await rm(compiled, { recursive: true, force: true });
  await mkdir(join(compiled, "fonts"), { recursive: true });
  await Promise.all([
    compileStyles(),
    bundleScript(),
    ...FONTS.map((font) => cp(join(typeface, font), join(compiled, "fonts", font))),
  ]);
  for (const name of ["portal.css", "portal.js"]) {
    const size = brotliCompressSync(await readFile(join(compiled, name))).length;
    console.log(`${name}: ${(size / 1024).toFixed(1)} KB compressed`);
  }
}

await buildAll();
if (process.argv.includes("--watch")) {
  for await (const _ of watch(join(here, "styles"), { recursive: true })) {
    await compileStyles().then(() => console.log("styles compiled"), console.error);
  }
}
