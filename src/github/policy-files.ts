/** Where a repository keeps its policy, on its default branch. */
export const policyPath = ".github/mergewarden.yml";
/** Where an organisation keeps its floor, at the root of one of {@link floorRepositories}. */
export const floorPath = "mergewarden.organization.yml";
/** Where the floor is looked for: the first one that the installation can read. */
export const floorRepositories = [".github-private", ".github"] as const;

/** Whether the floor may be kept in a repository. */
export function isFloorRepository({ name }: { name: string }): boolean {
  return (floorRepositories as readonly string[]).includes(name.toLowerCase());
}
