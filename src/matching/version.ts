import semver from "semver";

/** A tool's or package's version as semver, also from `v1`, `1.2`; null if it is none. */
export function readVersion(version: string | null): semver.SemVer | null {
  if (version === null) return null;
  return semver.parse(version, { loose: true }) ?? (/^v?\d+(\.\d+)?$/.test(version) ? semver.coerce(version) : null);
}
