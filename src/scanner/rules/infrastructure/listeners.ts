import {
  ancestorNamed,
  ancestorsOf,
  childOf,
  childValue,
  type Entry,
  entriesWithin,
  isNamed,
} from "../../entries/entry.ts";
import { remembered } from "../../entries/remembered.ts";
import type { Check, Found } from "./entry-rule.ts";
import { resourceOf } from "./resource.ts";
import { off, on } from "./setting.ts";

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
    const kind = kinds.find(({ type }) => type.test(resource?.type ?? ""));
    if (resource === undefined || !kind?.protocols.some((name) => isNamed(entry.key, name))) return undefined;
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
    if (!isNamed(entry.key, "port")) return undefined;
    const resource = resourceOf(entry);
    const isMeant = kinds.some(({ type, isDefault }) => isDefault && type.test(resource?.type ?? ""));
    if (!isMeant || resource === undefined || resource.settings !== entry.parent || childOf(entry.parent, "protocol"))
      return undefined;
    return redirects(resource.settings) ? undefined : { entry };
  },
  why: answers,
};

/** Ansible's modules, https://docs.ansible.com/ansible/latest/collections/community/aws/elb_application_lb_module.html */
export const listenerOfTask: Check = {
  words: ["protocol"],
  languages: ["yaml"],
  value: /^http$/i,
  find(entry): Found | undefined {
    if (!isNamed(entry.key, "protocol")) return undefined;
    const item = entry.parent;
    const task = [...ancestorsOf(entry)].find(({ key }) =>
      /(?:^|\.)(?:elb_application_lb|elb_classic_lb|ec2_elb_lb)$/.test(key),
    );
    if (item?.parent === undefined || !isNamed(item.parent.key, "listeners") || task === undefined) return undefined;
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
    if (entry.key !== "protocol" || item?.parent === undefined) return undefined;
    if (!/^(?:http_tcp_)?listeners$/.test(item.parent.key) || ancestorNamed(entry, "module") === undefined)
      return undefined;
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
    const isAction = isNamed(entry.key, "protocol") && isRedirect(entry.parent);
    if (isAction && (entry.value === undefined || entry.value.toUpperCase() === "HTTPS")) return true;
    if (isNamed(entry.key, "default_action") || isNamed(entry.key, "default_actions")) {
      if (entry.children.length === 0 && entry.labels.length === 0) return true;
    }
  }
  return on.includes(childValue(listener, "redirect_http_to_https") ?? "");
});

function isRedirect(entry: Entry | undefined): boolean {
  return entry !== undefined && [entry, ...ancestorsOf(entry)].some(({ key }) => /redirect/i.test(key));
}
