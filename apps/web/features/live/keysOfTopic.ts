/** Returns the query keys that a topic of the event stream makes stale. */
export function keysOfTopic(topic: string): readonly (readonly string[])[] {
  const [noun = '', id = ''] = topic.split(/:(.*)/s)
  switch (noun) {
    case 'listings':
      return [['listings'], ['listing'], ['classes'], ['provider']]
    case 'market':
      // Other orders that enter or leave the book change the queue position.
      return [['market'], ['orders', 'places']]
    case 'wallet':
      return [['wallet'], ['holds'], ['leases'], ['orders']]
    case 'provider':
      return [['provider']]
    case 'notifications':
      return [['notifications']]
    case 'order':
      return [['order', id], ['leases']]
    case 'hold':
      return [['hold', id], ['holds']]
    case 'lease':
      return [['lease', id], ['receipt', id], ['leases']]
    default:
      return []
  }
}
