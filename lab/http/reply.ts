import type { Call, Reply } from "./api.ts";

/** 200 with a body. */
export function ok(body: unknown): Reply {
  return { status: 200, body };
}

/** 201 with a body. */
export function created(body: unknown): Reply {
  return { status: 201, body };
}

/** 204. */
export function noContent(): Reply {
  return { status: 204 };
}

/** The page a request asks for: 30 a page, at most 100. https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api */
export function pageOf(call: Call, most = 100): { page: number; perPage: number } {
  const number = (name: string, fallback: number) => {
    const value = Number.parseInt(call.query.get(name) ?? "", 10);
    return Number.isNaN(value) || value < 1 ? fallback : value;
  };
  return { page: number("page", 1), perPage: Math.min(number("per_page", 30), most) };
}

/** The `Link` header of a page. */
export function linkHeader(call: Call, page: number, perPage: number, total: number): Record<string, string> {
  const last = Math.max(1, Math.ceil(total / perPage));
  const link = (to: number, rel: string) => {
    const url = new URL(call.url);
    url.searchParams.set("page", String(to));
    return `<${url.href}>; rel="${rel}"`;
  };
  const links: string[] = [];
  if (page > 1) links.push(link(page - 1, "prev"));
  if (page < last) links.push(link(page + 1, "next"), link(last, "last"));
  if (page > 1) links.push(link(1, "first"));
  return links.length > 0 ? { link: links.join(", ") } : {};
}

/** 200 with one page of a list, `Link` header included; only that page is serialized. */
export async function paged<T>(
  call: Call,
  items: readonly T[],
  serialize: (item: T) => unknown,
  wrap: (list: unknown[], total: number) => unknown = (list) => list,
): Promise<Reply> {
  const { page, perPage } = pageOf(call);
  const slice = items.slice((page - 1) * perPage, page * perPage);
  const list = await Promise.all(slice.map(serialize));
  return { status: 200, body: wrap(list, items.length), headers: linkHeader(call, page, perPage, items.length) };
}
