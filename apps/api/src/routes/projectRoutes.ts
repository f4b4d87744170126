import { projectEndpoints } from '@infinitio/endpoints'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** What sponsors lock G for, read at the head of the chain: /govern/projects. */
export const projectRoutes = bindEndpoints(projectEndpoints, {
  listProjects: ({ services, query }) => services.governance.listProjects(query),
  getProject: ({ services, params }) => services.governance.findProject(Number(params.id)),
})
