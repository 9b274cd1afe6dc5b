import { exposeApi } from '../../../electron/expose-api.ts';
import { probeApi } from './api.ts';

exposeApi(probeApi);
