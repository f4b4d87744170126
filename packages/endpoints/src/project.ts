import { projectsQueryWire, projectsWire, projectWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { positions } from './positions.ts'

/** Endpoints for projects for which sponsors lock G tokens, read at the chain's newest block: /govern/projects. */
export const projectEndpoints = {
  listProjects: endpoint({
    method: 'get',
    path: '/govern/projects',
    summary: 'List projects for which sponsors lock G tokens, newest first. For the next page, send the same query with `cursor: nextCursor`',
    access: 'public',
    cost: 4,
    query: projectsQueryWire,
    position: positions.number,
    answer: projectsWire,
    codes: ['chain.rpc_unavailable'],
    takes: ['query?'],
  }),
  getProject: endpoint({
    method: 'get',
    path: '/govern/projects/{id}',
    summary: 'Get one project: its milestones, its sponsors and their votes, and its latest 100 steps',
    access: 'public',
    cost: 4,
    params: z.strictObject({ id: z.string().regex(/^[1-9][0-9]{0,8}$/, { error: 'api.not_found' }) }),
    answer: projectWire,
    codes: ['api.not_found', 'chain.rpc_unavailable'],
    takes: ['id'],
  }),
}
