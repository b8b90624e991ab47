/** A page around what is shown, and the picture that Chromium makes of it. */
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

export interface Picture {
  /** Of the file, without `.png`. */
  readonly name: string;
  readonly title: string;
  /** In CSS pixels; the height follows. */
  readonly width: number;
  readonly html: string;
}

const CSS = `
  body { margin: 0; padding: 20px; background: #fff; color: #1d1c1d; font: 15px/1.46 "DejaVu Sans", sans-serif; }
  code { font: 13px "DejaVu Sans Mono", monospace; background: #f3f3f3; border-radius: 4px; padding: 1px 4px; }
  a { color: #1264a3; } p { margin: 4px 0; } hr { border: 0; border-top: 1px solid #ddd; }
  table { border-collapse: collapse; margin: 8px 0; font-size: 13px; }
  th, td { border: 1px solid #d0d7de; padding: 5px 10px; text-align: left; vertical-align: top; }
  th { background: #f6f8fa; } .right { text-align: right; }
  .slack + .slack { margin-top: 22px; } .above { color: #616061; font-family: "DejaVu Sans Mono", monospace; font-size: 13px; }
  .message { display: flex; gap: 10px; } .body { flex: 1; min-width: 0; }
  .face { width: 36px; height: 36px; border-radius: 6px; background: #3b6e4f; color: #fff; font: bold 12px/36px "DejaVu Sans", sans-serif; text-align: center; }
  .app { background: #e8e8e8; color: #616061; font-size: 10px; border-radius: 3px; padding: 1px 4px; }
  .only, .context { color: #616061; font-size: 12px; } .person { background: #e8f5fa; color: #1264a3; border-radius: 3px; padding: 0 3px; }
  .button { display: inline-block; border: 1px solid #bbb; border-radius: 5px; padding: 4px 12px; margin: 4px 8px 4px 0; font-weight: bold; font-size: 13px; }
  .primary { background: #007a5a; border-color: #007a5a; color: #fff; } .danger { color: #c01343; border-color: #c01343; }
  .summary { font-size: 14px; } .summary h3 { font-size: 18px; border-bottom: 1px solid #d8dee4; padding-bottom: 6px; }
  blockquote { margin: 8px 0; padding: 0 12px; border-left: 4px solid #d0d7de; color: #57606a; }
`;

const page = ({ title, html }: Picture): string =>
  `<!doctype html><meta charset="utf-8"><title>${title}</title><style>${CSS}</style><body>${html}`;

/** Tells its height in its own source, since Chromium's picture is as high as it is told. */
const MEASURE =
  "<script>document.body.dataset.height = document.documentElement.scrollHeight</script>";

/** Writes `<folder>/<name>.png`, twice as many pixels as CSS pixels. */
export async function draw(picture: Picture, folder: string): Promise<string> {
  const work = await mkdtemp(join(tmpdir(), "sgpu-picture-"));
  try {
    const file = join(work, "page.html");
    await writeFile(file, page(picture) + MEASURE);
    const url = pathToFileURL(file).href;
    const size = (height: number) => `--window-size=${picture.width},${height}`;
    const dom = await chromium(work, ["--dump-dom", size(100), url]);
    const height = Number(/data-height="(\d+)"/.exec(dom)?.[1] ?? Number.NaN);
    if (!(height > 0)) throw new Error(`Chromium did not tell how high ${picture.name} is.`);
    const target = join(folder, `${picture.name}.png`);
    const scale = "--force-device-scale-factor=2";
    await chromium(work, [`--screenshot=${target}`, scale, size(height), url]);
    return target;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** stdout. CHROMIUM names another program. */
async function chromium(work: string, args: readonly string[]): Promise<string> {
  const program = process.env.CHROMIUM ?? "chromium";
  const quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"];
  const argv = [...quiet, `--user-data-dir=${join(work, "profile")}`, ...args];
  const { stdout } = await promisify(execFile)(program, argv, { timeout: 120_000 });
  return stdout;
}
