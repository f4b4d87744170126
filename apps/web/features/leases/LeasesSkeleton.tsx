import { Skeleton } from '#web/components/ui/Skeleton.tsx'

/** The shape of the lists of leases before they are there. */
export function LeasesSkeleton() {
  return (
    <div className="skeltree stack g4" aria-hidden>
      <div className="panel p-4">
        <Skeleton width="100%" height={52} />
      </div>
      <div className="panel stack g4 p-4">
        {[1, 2, 3].map((key) => (
          <Skeleton key={key} width="100%" height={36} />
        ))}
      </div>
    </div>
  )
}
