import { Skeleton } from '#web/components/ui/Skeleton.tsx'

/** Loading skeleton of a listing page. */
export function ListingSkeleton() {
  return (
    <div className="skeltree" aria-hidden>
      <Skeleton width={220} />
      <div className="stack my-5">
        <Skeleton width={280} height={28} />
        <Skeleton width={360} />
      </div>
      <div className="lt">
        <div className="stack g6">
          <div className="panel p-4">
            <Skeleton width="100%" height={56} />
          </div>
          <div className="panel stack g4 p-4">
            {[1, 2, 3, 4, 5, 6, 7, 8].map((key) => (
              <Skeleton key={key} width="100%" height={16} />
            ))}
          </div>
        </div>
        <div className="panel stack g4 p-4">
          <Skeleton width={140} height={24} />
          <Skeleton width="100%" height={40} />
          <Skeleton width="100%" height={96} />
          <Skeleton width="100%" height={44} />
        </div>
      </div>
    </div>
  )
}
