/** The portal put together: database, rules, server. */
import { createFaults } from './faults.ts';
import type { Faults } from './faults.ts';
import type { PortalContext, PortalHandlers } from './context.ts';
import { openDatabase } from './database.ts';
import type { Database } from './database.ts';
import { startServer } from './http/server.ts';
import { infoHandlers } from './info.ts';
import { requirementsOf } from './key-policy.ts';
import { defaultLimits } from './options.ts';
import type { PortalOptions } from './options.ts';
import { pageRoutes } from './pages/routes.ts';
import { powersHandlers } from './powers/handlers.ts';
import { startWarnings } from './powers/warnings.ts';
import { recoveryHandlers } from './recovery.ts';
import { registrationHandlers } from './registration.ts';
import { seedRegistry } from './registry/seed.ts';
import { defaultPasswordCost } from './secrets.ts';
import { sessionHandlers } from './session.ts';
import { soapRoute } from './soap/services.ts';
import { createSignatureChecker } from './signatures.ts';

export interface RunningPortal {
  readonly origin: string;
  /** For tests and the admin page. */
  readonly faults: Faults;
  readonly db: Database;
  close(): Promise<void>;
}

/** Starts the portal. @param port 0: any that is free */
export async function startPortal(options: PortalOptions, port: number): Promise<RunningPortal> {
  const db = openDatabase(options.database);
  const passwordCost = options.passwordCost ?? defaultPasswordCost;
  await seedRegistry(db, options.now(), passwordCost);
  let origin = '';
  const context: PortalContext = {
    db,
    options,
    limits: { ...defaultLimits, ...options.limits },
    passwordCost,
    requirements: requirementsOf(options.keyPolicy),
    signatures: createSignatureChecker(options),
    origin: () => origin,
  };
  const handlers: PortalHandlers = {
    ...infoHandlers(context),
    ...registrationHandlers(context),
    ...sessionHandlers(context),
    ...recoveryHandlers(context),
    ...powersHandlers(context),
  };
  const faults = createFaults();
  const server = await startServer(
    { context, handlers, faults, others: [soapRoute(context), pageRoutes(context, handlers, faults)] },
    port,
  );
  origin = server.origin;
  const endWarnings = startWarnings(context);
  return {
    origin,
    faults,
    db,
    async close() {
      endWarnings();
      await server.close();
      db.close();
    },
  };
}
