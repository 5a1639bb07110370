import { ancestorNamed, ancestorsOf, childOf, entriesWithin, isNamed } from "../../entries/entry.ts";
import { remembered } from "../../entries/remembered.ts";
import type { Check, Found } from "./entry-rule.ts";
import { resourceOf } from "./resource.ts";
import { off } from "./setting.ts";

interface ListenerKind {
  readonly type: RegExp;
  /** Keys of the protocol that the listener itself speaks. */
  readonly protocols: readonly string[];
  /** Whether a listener on port 80 that names no protocol speaks HTTP. */
  readonly isDefault?: boolean;
}

/** Listeners of load balancers, by the types of their resources. */
const kinds: readonly ListenerKind[] = [
  {
    type: /^(?:aws_a?lb_listener|AWS::ElasticLoadBalancingV2::Listener|aws:(?:a?lb|elasticloadbalancingv2|applicationloadbalancing)[/:].*Listener)$/,
    protocols: ["protocol"],
    isDefault: true,
  },
  {
    type: /^(?:aws_elb|AWS::ElasticLoadBalancing::LoadBalancer|aws:elb.*LoadBalancer)$/,
    protocols: ["lb_protocol", "protocol"],
  },
  { type: /^(?:aws_vpclattice_listener|AWS::VpcLattice::Listener)$/, protocols: ["protocol"] },
  { type: /^alicloud_(?:slb|alb)_listener$/, protocols: ["protocol", "listener_protocol"] },
  { type: /^oci_load_balancer_listener$/, protocols: ["protocol"] },
  { type: /^openstack_lb_listener_v2$/, protocols: ["protocol"] },
  { type: /^digitalocean_loadbalancer$/, protocols: ["entry_protocol"] },
  { type: /^hcloud_load_balancer_service$/, protocols: ["protocol"] },
  { type: /^linode_nodebalancer_config$/, protocols: ["protocol"] },
];
const answers = "The load balancer answers without encryption, and does not redirect to HTTPS.";
const targets = ["health_check", "instance_protocol", "target_group", "redirect", "redirect_config"];
const switches = ["redirect_http", "redirect_http_to_https", "listener_forward", "https_redirect"];

/** A listener of a load balancer that speaks HTTP and does not redirect to HTTPS: by the protocol that it names. */
export const listenerProtocol: Check = {
  words: ["protocol", "lb_protocol", "entry_protocol", "listener_protocol"],
  value: /^http$/i,
  find(entry) {
    const resource = resourceOf(entry);
    if (resource === undefined) return undefined;
    const kind = kinds.find(({ type }) => type.test(resource.type));
    if (!kind?.protocols.some((name) => isNamed(entry.key, name))) return undefined;
    if (targets.some((name) => isNamed(entry.parent?.key ?? "", name))) return undefined;
    return redirects(resource.settings) ? undefined : { entry };
  },
  why: answers,
};

/** A listener that names no protocol, on the port of HTTP. */
export const listenerPort: Check = {
  words: ["port"],
  value: /^80$/,
  find(entry) {
    const resource = resourceOf(entry);
    if (resource === undefined || resource.settings !== entry.parent || childOf(entry.parent, "protocol"))
      return undefined;
    const isMeant = kinds.some(({ type, isDefault }) => isDefault && type.test(resource.type));
    return isMeant && !redirects(resource.settings) ? { entry } : undefined;
  },
  why: answers,
};

/** Ansible's modules, https://docs.ansible.com/ansible/latest/collections/community/aws/elb_application_lb_module.html */
export const listenerOfTask: Check = {
  words: ["protocol"],
  languages: ["yaml"],
  value: /^http$/i,
  find(entry): Found | undefined {
    const item = entry.parent;
    const task = [...ancestorsOf(entry)].find(({ key }) =>
      /(?:^|\.)(?:elb_application_lb|elb_classic_lb|ec2_elb_lb)$/.test(key),
    );
    if (item === undefined || !isNamed(item.parent?.key ?? "", "listeners") || task === undefined) return undefined;
    return redirects(item) ? undefined : { entry };
  },
  why: answers,
};

/** A listener among those that a module is given, https://registry.terraform.io/modules/terraform-aws-modules/alb/aws/latest */
export const listenerOfModule: Check = {
  words: ["protocol"],
  languages: ["hcl"],
  value: /^http$/i,
  find(entry): Found | undefined {
    const item = entry.parent;
    if (item === undefined || ancestorNamed(entry, "module") === undefined) return undefined;
    if (!["listeners", "http_tcp_listeners"].includes(item.parent?.key ?? "")) return undefined;
    return redirects(item) ? undefined : { entry };
  },
  why: answers,
};

/** Whether somewhere in a listener HTTPS is what a client is sent to, or it depends on what is not known here. */
const redirects = remembered((listener): boolean => {
  for (const entry of entriesWithin(listener)) {
    if (entry.key === "dynamic" && /redirect|default_action/.test(entry.labels[0] ?? "")) return true;
    if (switches.some((name) => isNamed(entry.key, name)) && !off.includes((entry.value ?? "").toLowerCase()))
      return true;
    const isTarget = isNamed(entry.key, "protocol") && [...ancestorsOf(entry)].some(({ key }) => /redirect/i.test(key));
    if (isTarget && (entry.value === undefined || entry.value.toUpperCase() === "HTTPS")) return true;
    const isAction = ["default_action", "default_actions"].some((name) => isNamed(entry.key, name));
    if (isAction && entry.children.length === 0) return true;
  }
  return false;
});
