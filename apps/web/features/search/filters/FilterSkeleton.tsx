import { Skeleton } from '#web/components/ui/Skeleton.tsx'

/** Loading skeleton of the filters. */
export function FilterSkeleton() {
  return (
    <div className="stack g4" aria-hidden>
      {[1, 2, 3].map((group) => (
        <div key={group} className="stack g3">
          <Skeleton width="50%" />
          {[1, 2, 3, 4, 5].map((line) => (
            <Skeleton key={line} width="90%" height={14} />
          ))}
        </div>
      ))}
    </div>
  )
}
