'use client'
import { useQuery } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { batchQuery } from '#web/parts/tasks/batchQueries.ts'
import { TaskTable } from '#web/parts/tasks/TaskTable.tsx'

/** Shows which machine runs each task of a batch and who checked it. Shows nothing until the pool knows the batch. */
export function StepTasks({ batchId }: { readonly batchId: string }) {
  const { data } = useQuery(batchQuery(browserApi, batchId))
  return data === undefined ? null : <TaskTable batch={data} note={shortHex(batchId)} />
}
