/** The only code between the page and the main process; built as one CommonJS file, since sandboxed preloads cannot import. */
import { appApi } from '../contract/app-api.ts';
import { exposeApi } from './expose-api.ts';

exposeApi(appApi);
