const login = /^@([A-Za-z0-9][A-Za-z0-9-]{0,38})$/;
const team = /^@([A-Za-z0-9][A-Za-z0-9-]{0,38})\/([A-Za-z0-9._-]{1,100})$/;

/**
 * Who owns every file: the last line of a CODEOWNERS file whose pattern is `*`. Teams of the same organisation by their slug,
 * others as `org/slug`; addresses are left out. null: nobody does.
 * https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */
export function ownersOfAll(text: string, organization: string): { users: string[]; teams: string[] } | null {
  const lines = text.split("\n").map((line) =>
    line
      .replace(/(^|\s)#.*$/, "")
      .trim()
      .split(/\s+/),
  );
  const owners =
    lines.findLast(([pattern]) => pattern === "*" || pattern === "**" || pattern === "/**")?.slice(1) ?? [];
  const users = owners.flatMap((owner) => login.exec(owner)?.[1] ?? []);
  const teams = owners.flatMap((owner) => {
    const [, org, slug] = team.exec(owner) ?? [];
    if (org === undefined || slug === undefined) return [];
    return org.toLowerCase() === organization.toLowerCase() ? slug : `${org}/${slug}`;
  });
  return users.length + teams.length === 0 ? null : { users, teams };
}
