export { type Environment, environment } from './settings/environment.ts'
export { openApi, type RunningApi, startApi } from './startApi.ts'
