import { GitHubError } from "./errors.ts";

interface Page<T> {
  headers: { link?: string | undefined };
  data: T[];
}

/** The most that is asked for: 100 a page, https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api */
export const perPage = 100;
const mostPages = 100;

/**
 * All items of a paged list: the pages after the first at once where GitHub says how many there are. Throws
 * {@link GitHubError} for a list too long to read, and what `ask` throws.
 */
export async function allPages<T>(ask: (page: number) => Promise<Page<T>>): Promise<T[]> {
  const first = await ask(1);
  const last = lastPage(first.headers.link);
  if (last === 1) return [...first.data];
  if (last > mostPages)
    throw new GitHubError(`the list has ${last} pages, more than the ${mostPages} that are read`, 413);
  const rest = await Promise.all(Array.from({ length: last - 1 }, (_, index) => ask(index + 2)));
  const items = [first, ...rest].flatMap((page) => page.data);
  return lastPage(rest.at(-1)?.headers.link) > last ? [...items, ...(await following(ask, last + 1))] : items;
}

/** The pages from `page` on, one after the other: the list grew, or nobody says how long it is. */
async function following<T>(ask: (page: number) => Promise<Page<T>>, page: number): Promise<T[]> {
  const items: T[] = [];
  for (let next = page; next <= mostPages; next += 1) {
    const { data, headers } = await ask(next);
    items.push(...data);
    if (!/rel="next"/.test(headers.link ?? "")) return items;
  }
  throw new GitHubError(`the list has more than the ${mostPages} pages that are read`, 413);
}

/** The number of the last page; of a list that only names the next one, that. */
function lastPage(link: string | undefined): number {
  const pages = [...(link ?? "").matchAll(/[?&]page=(\d+)[^>]*>; rel="(?:last|next)"/g)].map(([, page]) =>
    Number(page),
  );
  return Math.max(1, ...pages);
}
