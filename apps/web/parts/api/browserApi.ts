import { createTransport } from '@infinitio/sdk'

/** The API as the browser reaches it: same origin, the session's cookie goes along by itself. */
export const browserApi = createTransport({ baseUrl: '' })
