import { getProject, listProjects, type Transport } from '@infinitio/sdk'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

/** The interval between two fetches, in milliseconds. No event stream reports projects. */
const everyMs = 5_000

/** Query for the projects, newest first, page by page. */
export const projectsQuery = (api: Transport) =>
  infiniteQueryOptions({
    queryKey: ['govern', 'projects'],
    queryFn: ({ pageParam }) => listProjects(api, pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: everyMs,
  })

/** Query for one project. */
export const projectQuery = (api: Transport, id: string) =>
  queryOptions({ queryKey: ['govern', 'project', id], queryFn: () => getProject(api, id), refetchInterval: everyMs })
