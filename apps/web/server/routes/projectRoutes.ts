import { projectsQueryWire, projectsWire, projectWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from '../http/endpoint.ts'

const publicReading = { method: 'get', access: 'public', params: null, query: null, body: null, status: 200 } as const

/** What sponsors lock G for, read at the head of the chain: /govern/projects. */
export const projectRoutes = [
  endpoint({
    ...publicReading,
    path: '/govern/projects',
    summary: 'Projects that sponsors lock G for, newest first, and where they stand',
    cost: 4,
    query: projectsQueryWire,
    answer: projectsWire,
    codes: ['api.cursor_invalid', 'chain.rpc_unavailable'],
    handle: ({ services, query }) => services.governance.listProjects(query),
  }),
  endpoint({
    ...publicReading,
    path: '/govern/projects/{id}',
    summary: 'One project: its milestones, its sponsors and their votes, and each step',
    cost: 4,
    params: z.strictObject({ id: z.string().regex(/^[1-9][0-9]{0,8}$/, { error: 'api.not_found' }) }),
    answer: projectWire,
    codes: ['api.not_found', 'chain.rpc_unavailable'],
    handle: ({ services, params }) => services.governance.findProject(Number(params.id)),
  }),
]
