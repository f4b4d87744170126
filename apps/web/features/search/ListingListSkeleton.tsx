import { Skeleton } from '#web/components/ui/Skeleton.tsx'

/** Shows placeholders of about the final height until the first list and all parts of its cards have loaded. */
export function ListingListSkeleton() {
  return (
    <div className="list skeltree" aria-hidden>
      {[1, 2, 3, 4, 5].map((key) => (
        <div key={key} className="card-row res min-h-[150px]">
          <div className="stack g3">
            <Skeleton width="44%" height={18} />
            <Skeleton width="30%" />
            <Skeleton width="86%" />
            <Skeleton width="52%" />
          </div>
          <div className="stack g3 max-sm:hidden">
            <Skeleton width="80%" />
            <Skeleton width="70%" />
            <Skeleton width="90%" />
          </div>
          <div className="stack g3 justify-items-end">
            <Skeleton width={96} height={20} />
            <Skeleton width={120} />
            <Skeleton width={72} height={32} />
          </div>
        </div>
      ))}
    </div>
  )
}
