import { Skeleton } from '#web/components/ui/Skeleton.tsx'

/** The shape of the filters before their counts are known. */
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
