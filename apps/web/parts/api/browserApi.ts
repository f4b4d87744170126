import { createTransport } from '@infinitio/sdk'

/** Calls the API from the browser. The API has the same origin, so the browser adds the session cookie automatically. */
export const browserApi = createTransport({ baseUrl: '' })
