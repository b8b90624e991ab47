/** Lists in pages: `per_page` (30, at most 100) and `page`, with GitHub's Link header. */
const USUAL_SIZE = 30;
const LARGEST_SIZE = 100;

export interface Page<T> {
  readonly items: readonly T[];
  /** `link`, when there is another page. */
  readonly headers: Record<string, string>;
}

export function pageOf<T>(all: readonly T[], url: URL): Page<T> {
  const size = Math.min(LARGEST_SIZE, numberOf(url, "per_page", USUAL_SIZE));
  const page = numberOf(url, "page", 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const links = [
    ...(page > 1 ? [link(url, page - 1, "prev"), link(url, 1, "first")] : []),
    ...(page < last ? [link(url, page + 1, "next"), link(url, last, "last")] : []),
  ];
  const items = all.slice((page - 1) * size, page * size);
  return { items, headers: links.length > 0 ? { link: links.join(", ") } : {} };
}

/** Nonsense counts as not given. */
function numberOf(url: URL, name: string, usual: number): number {
  const value = Number(url.searchParams.get(name) ?? usual);
  return Number.isInteger(value) && value > 0 ? value : usual;
}

function link(url: URL, page: number, relation: string): string {
  const other = new URL(url);
  other.searchParams.set("page", String(page));
  return `<${other}>; rel="${relation}"`;
}
