import { createOrders } from "./checkout/orders.ts";
import { createProvider } from "./payments/provider.ts";
import { createCheckoutServer } from "./server.ts";
import { readSettings } from "./settings.ts";

const settings = readSettings(process.env);
const provider = createProvider({ baseUrl: settings.providerUrl, apiKey: settings.providerKey });
const server = createCheckoutServer({ orders: createOrders(), provider, webhookSecret: settings.webhookSecret });

server.listen(settings.port, () => {
  console.log(`checkout listens on port ${settings.port}`);
});
