import type { ProjectsQueryWire, ProjectsWire, ProjectWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Projects that sponsors lock G for, newest first. Next page: the same query with `cursor: nextCursor`. */
export function listProjects(transport: Transport, query: ProjectsQueryWire = {}): Promise<ProjectsWire> {
  return transport.send<ProjectsWire>({ method: 'GET', path: '/govern/projects', query })
}

/** One project with its milestones, sponsors and steps. Throws `api.not_found`. */
export function getProject(transport: Transport, id: number | string): Promise<ProjectWire> {
  return transport.send<ProjectWire>({ method: 'GET', path: `/govern/projects/${id}` })
}
