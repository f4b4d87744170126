/**
 * Countries by ISO 3166 code: the English name to show, the Chinese name, then other names that people type. Names are from Unicode CLDR 48 (Unicode
 * License v3), shortened by hand where people use a shorter one.
 */
export const countryLines = `
  AD Andorra, 安道尔
  AE United Arab Emirates, 阿拉伯联合酋长国, UAE, Emirates, 阿联酋
  AF Afghanistan, 阿富汗
  AL Albania, 阿尔巴尼亚
  AM Armenia, 亚美尼亚
  AO Angola, 安哥拉
  AR Argentina, 阿根廷
  AT Austria, 奥地利
  AU Australia, 澳大利亚, 澳洲
  AZ Azerbaijan, 阿塞拜疆
  BA Bosnia and Herzegovina, 波斯尼亚和黑塞哥维那, Bosnia, 波黑
  BD Bangladesh, 孟加拉国
  BE Belgium, 比利时
  BG Bulgaria, 保加利亚
  BH Bahrain, 巴林
  BO Bolivia, 玻利维亚
  BR Brazil, 巴西
  BY Belarus, 白俄罗斯
  CA Canada, 加拿大
  CH Switzerland, 瑞士
  CL Chile, 智利
  CM Cameroon, 喀麦隆
  CN China, 中国, mainland China, 中国大陆, 大陆, 国内
  CO Colombia, 哥伦比亚
  CR Costa Rica, 哥斯达黎加
  CU Cuba, 古巴
  CY Cyprus, 塞浦路斯
  CZ Czechia, 捷克, Czech Republic, 捷克共和国
  DE Germany, 德国, Deutschland
  DK Denmark, 丹麦
  DO Dominican Republic, 多米尼加共和国
  DZ Algeria, 阿尔及利亚
  EC Ecuador, 厄瓜多尔
  EE Estonia, 爱沙尼亚
  EG Egypt, 埃及
  ES Spain, 西班牙
  ET Ethiopia, 埃塞俄比亚
  FI Finland, 芬兰
  FR France, 法国
  GB United Kingdom, 英国, UK, U.K., Great Britain, Britain, England, Scotland, 不列颠, 英格兰
  GE Georgia, 格鲁吉亚
  GH Ghana, 加纳
  GR Greece, 希腊
  GT Guatemala, 危地马拉
  HK Hong Kong, 香港, HK
  HR Croatia, 克罗地亚
  HU Hungary, 匈牙利
  ID Indonesia, 印度尼西亚, 印尼
  IE Ireland, 爱尔兰
  IL Israel, 以色列
  IN India, 印度
  IQ Iraq, 伊拉克
  IR Iran, 伊朗
  IS Iceland, 冰岛
  IT Italy, 意大利
  JM Jamaica, 牙买加
  JO Jordan, 约旦
  JP Japan, 日本
  KE Kenya, 肯尼亚
  KG Kyrgyzstan, 吉尔吉斯斯坦
  KH Cambodia, 柬埔寨
  KR South Korea, 韩国, Korea, Republic of Korea, 南韩
  KW Kuwait, 科威特
  KZ Kazakhstan, 哈萨克斯坦
  LA Laos, 老挝
  LB Lebanon, 黎巴嫩
  LI Liechtenstein, 列支敦士登
  LK Sri Lanka, 斯里兰卡
  LT Lithuania, 立陶宛
  LU Luxembourg, 卢森堡
  LV Latvia, 拉脱维亚
  LY Libya, 利比亚
  MA Morocco, 摩洛哥
  MC Monaco, 摩纳哥
  MD Moldova, 摩尔多瓦
  ME Montenegro, 黑山
  MG Madagascar, 马达加斯加
  MK North Macedonia, 北马其顿
  MM Myanmar, 缅甸, Burma
  MN Mongolia, 蒙古
  MO Macao, 澳门, Macau
  MT Malta, 马耳他
  MU Mauritius, 毛里求斯
  MX Mexico, 墨西哥
  MY Malaysia, 马来西亚, 马来
  MZ Mozambique, 莫桑比克
  NA Namibia, 纳米比亚
  NG Nigeria, 尼日利亚
  NI Nicaragua, 尼加拉瓜
  NL Netherlands, 荷兰, Holland, The Netherlands
  NO Norway, 挪威
  NP Nepal, 尼泊尔
  NZ New Zealand, 新西兰, 纽西兰
  OM Oman, 阿曼
  PA Panama, 巴拿马
  PE Peru, 秘鲁
  PH Philippines, 菲律宾
  PK Pakistan, 巴基斯坦
  PL Poland, 波兰
  PR Puerto Rico, 波多黎各
  PT Portugal, 葡萄牙
  PY Paraguay, 巴拉圭
  QA Qatar, 卡塔尔
  RO Romania, 罗马尼亚
  RS Serbia, 塞尔维亚
  RU Russia, 俄罗斯, 俄国
  RW Rwanda, 卢旺达
  SA Saudi Arabia, 沙特阿拉伯, 沙特
  SE Sweden, 瑞典
  SG Singapore, 新加坡
  SI Slovenia, 斯洛文尼亚
  SK Slovakia, 斯洛伐克
  SN Senegal, 塞内加尔
  SV El Salvador, 萨尔瓦多
  SY Syria, 叙利亚
  TH Thailand, 泰国
  TN Tunisia, 突尼斯
  TR Turkey, 土耳其, Türkiye
  TW Taiwan, 台湾
  TZ Tanzania, 坦桑尼亚
  UA Ukraine, 乌克兰
  UG Uganda, 乌干达
  US United States, 美国, US, USA, United States of America, America, the States, 美利坚
  UY Uruguay, 乌拉圭
  UZ Uzbekistan, 乌兹别克斯坦
  VE Venezuela, 委内瑞拉
  VN Vietnam, 越南, Viet Nam
  YE Yemen, 也门
  ZA South Africa, 南非
  ZM Zambia, 赞比亚
  ZW Zimbabwe, 津巴布韦
`
