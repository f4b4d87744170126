export { type Environment, environment } from './settings/environment.ts'
export { limitRequests } from './http/limitRequests.ts'
export { openApi, type RunningApi, startApi } from './startApi.ts'
