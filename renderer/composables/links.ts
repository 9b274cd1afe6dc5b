/** Pages of tokens' vendors, in the system's browser. */
import { ask } from '../api.ts';
import { attempt } from './say-fault.ts';

export const openLink = (url: string): Promise<void> => attempt(() => ask('app.openLink', url));
