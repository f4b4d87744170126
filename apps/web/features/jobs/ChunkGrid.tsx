import type { BatchDetailWire } from '@infinitio/domain/wire'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { chunkCells, chunkStates, countCells } from '#web/features/jobs/chunkStates.ts'

/**
 * Shows the chunks (parts of a task) of a batch as a grid with their states, and below it how many chunks are in each state. For a large batch, each cell is a
 * whole task.
 */
export function ChunkGrid({ batch }: { readonly batch: BatchDetailWire }) {
  const t = useTranslations('jobs.chunk')
  const cells = chunkCells(batch)
  const counts = countCells(cells)
  const shown = chunkStates.filter((state) => counts[state] > 0)
  const isWhole = cells.at(0)?.chunk === null
  return (
    <div className="panel-body stack g3">
      <div className="cells" role="img" aria-label={shown.map((state) => t(state, { count: counts[state] })).join(', ')}>
        {cells.map(({ task, chunk, state }) => (
          <i
            key={`${task} ${chunk}`}
            className={clsx(state, chunk === 0 && task > 0 && 'first')}
            title={chunk === null ? t('task', { task: task + 1 }) : t('cell', { task: task + 1, chunk: chunk + 1 })}
          />
        ))}
      </div>
      <ul className="row wrap g4 t13">
        {shown.map((state) => (
          <li key={state} className="row g2">
            <span className="cells one" aria-hidden>
              <i className={state} />
            </span>
            {t(state, { count: counts[state] })}
          </li>
        ))}
      </ul>
      {isWhole && <p className="t13 dim">{t('whole', { chunks: batch.chunks })}</p>}
    </div>
  )
}
