import type { Delivery } from "../webhooks/delivery.ts";

/** An attempt in the list of deliveries. https://docs.github.com/en/rest/apps/webhooks */
export function hookDeliveryItemJson(delivery: Delivery): Record<string, unknown> {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt,
    redelivery: delivery.redelivery,
    duration: delivery.duration,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  };
}

/** An attempt with what was sent and answered. */
export function hookDeliveryJson(delivery: Delivery): Record<string, unknown> {
  const { request, response } = delivery;
  return {
    ...hookDeliveryItemJson(delivery),
    url: delivery.url,
    request: { headers: request.headers, payload: JSON.parse(request.payload) },
    response: { headers: response.headers, payload: response.payload },
  };
}
