import { organizationMembershipJson } from "../rest/organization.ts";
import type { Account, Organization } from "../state/accounts.ts";
import type { World } from "../world.ts";
import { emitMembership } from "./teams.ts";

/** Tells about a person who joined or left an organization. https://docs.github.com/en/webhooks/webhook-events-and-payloads#organization */
function emitMember(
  world: World,
  organization: Organization,
  member: Account,
  action: "member_added" | "member_removed",
  sender: Account,
): void {
  const membership = organizationMembershipJson(world, organization, member);
  const { organization: _, ...shown } = membership;
  world.webhooks.emit({ event: "organization", action, organization, sender, payload: { membership: shown } });
}

/** Makes an invited person a member, and active in the teams they were added to. */
export function acceptInvitation(world: World, organization: Organization, member: Account): void {
  const role = organization.invitations.get(member.id);
  if (!role) return;
  organization.invitations.delete(member.id);
  organization.members.set(member.id, role);
  emitMember(world, organization, member, "member_added", member);
  for (const team of organization.teams.values()) {
    const membership = team.members.get(member.id);
    if (membership?.state !== "pending") continue;
    membership.state = "active";
    emitMembership(world, organization, team, "added", { member, sender: member });
  }
}

/** Removes a person from an organization and all of its teams. */
export function removeMember(world: World, organization: Organization, member: Account, sender: Account): void {
  emitMember(world, organization, member, "member_removed", sender);
  organization.members.delete(member.id);
  organization.invitations.delete(member.id);
  for (const team of organization.teams.values()) {
    if (!team.members.delete(member.id)) continue;
    emitMembership(world, organization, team, "removed", { member, sender });
  }
}
