import type { ErrorPages } from './errorPageTexts.ts'

/** Texts that the pages of errors about a machine show in addition to the sentence in the error table. */
export const nodePages = {
  'node.silent': {
    detail: {
      en: 'We list a machine while its agent is connected to the market and its tunnel to the gateway is open. After 20 s without one of them we hide it. We list it again as soon as both are back.',
      zh: '只要代理程序与市场保持通信，且到网关的隧道畅通，机器就会显示为可租：显示出来的都能租到。两者之一中断 20 秒后，机器会被隐藏；两者都恢复后，会立即重新显示。',
    },
  },
  'node.delisted': {
    happened: {
      en: 'An operator delisted the machine with `npm run admin -- delist`. Its asks stay in the order book and are not matched.',
      zh: '运营方已用 `npm run admin -- delist` 下架该机器。其卖单仍在订单簿中，但不会被撮合。',
    },
    advice: { en: 'Renters choose another listing. Its provider asks the operator.', zh: '租户请选择其他挂牌。提供方请咨询运营方。' },
    notLost: {
      en: 'Leases on the machine run to their end and are paid; the escrow of each is in the contract.',
      zh: '机器上的租约照常运行到结束并获得付款；每个租约的托管资金都在合约中。',
    },
  },
  'node.port_closed': {
    happened: {
      en: 'We reached the machine, but no program of the lease listens on the port, or the program closed the connection.',
      zh: '已连接到机器，但租约中没有程序在该端口监听，或程序在应答之前断开了连接。',
    },
    advice: {
      en: 'Check in the shell that the program runs and on which port it listens (`127.0.0.1` is enough). A program that just started may need a moment.',
      zh: '在终端中查看程序是否在运行、在哪个端口监听（监听 `127.0.0.1` 即可）。刚启动的程序可能还需要一点时间。',
    },
    notLost: 'lease',
  },
  'node.gateway_wrong_key': {
    happened: {
      en: 'The agent connected to its gateway. The server there could not prove that it has the key in the Directory on chain, so the agent disconnected before it sent anything.',
      zh: '代理程序连接了它的网关。应答方无法证明自己持有链上 Directory 所登记的密钥，因此代理程序在发送任何内容之前就断开了连接。',
    },
    advice: {
      en: "Wait a minute: after a change of the gateway's key the agent reads the new key automatically. If the error remains, check `TUNNEL_HOST` and `TUNNEL_PORT`, and check that no other server answers in place of the gateway.",
      zh: '等待一分钟：网关更换密钥后，代理程序会自动读取新密钥。如果问题持续，请检查 `TUNNEL_HOST` 和 `TUNNEL_PORT`，以及途中是否有别的程序冒充网关应答。',
    },
    notLost: {
      en: 'Leases on the machine keep running. You can reach them again as soon as the right gateway answers.',
      zh: '机器上的租约照常运行；真正的网关一旦应答，即可重新访问它们。',
    },
  },
  'node.images_unsupported': {
    detail: {
      en: 'The bid has an image, but leases on its machine do not run in containers. The bid was not accepted, and nothing was paid. If the market chooses the machine, it may match such a machine. It then drops the match before settlement and locks nothing. A resting bid waits for the next machine; any other bid ends.',
      zh: '该买单指定了镜像，同时指定了一台租约不在容器中运行的机器。它没有被受理，也没有付款。由订单簿选择机器的买单可能遇到这样的机器：撮合会在结算之前放弃，不锁定任何资金。如果买单是挂单，它会等待下一台机器；否则它就此结束。',
    },
  },
  'node.image_unavailable': {
    advice: {
      en: 'Check registry, name and digest. The machine itself works. The agent tries again automatically, and you can try again too.',
      zh: '请检查仓库、名称和摘要；机器本身正常。代理程序会自动重试；你也可以重试。',
    },
  },
} satisfies ErrorPages
