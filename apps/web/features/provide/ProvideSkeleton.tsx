import { Skeleton } from '#web/components/ui/Skeleton.tsx'

/** The shape of the provider's page before it is there. */
export function ProvideSkeleton() {
  return (
    <div className="skeltree stack g4" aria-hidden>
      <Skeleton width={240} height={28} />
      <div className="panel p-4">
        <Skeleton width="100%" height={56} />
      </div>
      <div className="panel stack g4 p-4">
        {[1, 2, 3, 4].map((key) => (
          <Skeleton key={key} width="100%" height={32} />
        ))}
      </div>
    </div>
  )
}
