/**
 * Cities with data centres, and large cities, grouped by country: the English name to show, the Chinese name, then other names that people type. Written by
 * hand for this project from public lists of cloud regions. The list is under this project's licence, with no rights reserved in it (CC0).
 */
export const cityLines = `
  AE Dubai, 迪拜
  AE Abu Dhabi, 阿布扎比
  AR Buenos Aires, 布宜诺斯艾利斯
  AT Vienna, 维也纳, Wien
  AU Sydney, 悉尼
  AU Melbourne, 墨尔本
  AU Perth, 珀斯
  AU Brisbane, 布里斯班
  BE Brussels, 布鲁塞尔
  BE Saint-Ghislain, 圣吉斯兰, Saint Ghislain, St. Ghislain
  BG Sofia, 索非亚
  BR São Paulo, 圣保罗
  BR Rio de Janeiro, 里约热内卢, 里约
  CA Montreal, 蒙特利尔
  CA Toronto, 多伦多
  CA Vancouver, 温哥华
  CA Calgary, 卡尔加里
  CA Quebec City, 魁北克市
  CH Zurich, 苏黎世, Zürich
  CH Geneva, 日内瓦, Genève
  CL Santiago, 圣地亚哥
  CN Beijing, 北京
  CN Shanghai, 上海
  CN Shenzhen, 深圳
  CN Guangzhou, 广州
  CN Hangzhou, 杭州
  CN Chengdu, 成都
  CN Chongqing, 重庆
  CN Nanjing, 南京
  CN Wuhan, 武汉
  CN Xi'an, 西安
  CN Guiyang, 贵阳
  CN Ulanqab, 乌兰察布
  CN Zhangjiakou, 张家口
  CN Suzhou, 苏州
  CN Tianjin, 天津
  CO Bogotá, 波哥大
  CZ Prague, 布拉格, Praha
  DE Frankfurt, 法兰克福, Frankfurt am Main
  DE Berlin, 柏林
  DE Munich, 慕尼黑, München
  DE Hamburg, 汉堡
  DE Düsseldorf, 杜塞尔多夫, Duesseldorf
  DE Cologne, 科隆, Köln
  DE Nuremberg, 纽伦堡, Nürnberg
  DE Falkenstein, 法尔肯施泰因
  DE Stuttgart, 斯图加特
  DK Copenhagen, 哥本哈根
  EE Tallinn, 塔林
  EG Cairo, 开罗
  ES Madrid, 马德里
  ES Barcelona, 巴塞罗那
  FI Helsinki, 赫尔辛基
  FI Hamina, 哈米纳
  FR Paris, 巴黎
  FR Marseille, 马赛
  FR Strasbourg, 斯特拉斯堡
  FR Lyon, 里昂
  GB London, 伦敦
  GB Manchester, 曼彻斯特
  GB Edinburgh, 爱丁堡
  GB Slough, 斯劳
  GR Athens, 雅典
  HR Zagreb, 萨格勒布
  HU Budapest, 布达佩斯
  ID Jakarta, 雅加达
  IE Dublin, 都柏林
  IL Tel Aviv, 特拉维夫
  IN Mumbai, 孟买, Bombay
  IN Hyderabad, 海得拉巴
  IN Delhi, 德里, New Delhi, 新德里
  IN Bangalore, 班加罗尔, Bengaluru
  IN Chennai, 金奈
  IN Pune, 浦那
  IS Reykjavik, 雷克雅未克, Reykjavík
  IT Milan, 米兰, Milano
  IT Rome, 罗马
  IT Turin, 都灵
  JP Tokyo, 东京, Tokio
  JP Osaka, 大阪
  KE Nairobi, 内罗毕
  KR Seoul, 首尔
  KR Busan, 釜山
  KZ Almaty, 阿拉木图
  LT Vilnius, 维尔纽斯
  LV Riga, 里加
  MX Querétaro, 克雷塔罗
  MX Mexico City, 墨西哥城
  MY Kuala Lumpur, 吉隆坡
  MY Johor, 柔佛, Johor Bahru, 新山
  NG Lagos, 拉各斯
  NL Amsterdam, 阿姆斯特丹
  NL Rotterdam, 鹿特丹
  NL Eemshaven, 埃姆斯港
  NO Oslo, 奥斯陆
  NO Stavanger, 斯塔万格
  NZ Auckland, 奥克兰
  PE Lima, 利马
  PH Manila, 马尼拉
  PL Warsaw, 华沙
  PL Kraków, 克拉科夫, Cracow
  PT Lisbon, 里斯本, Lisboa
  QA Doha, 多哈
  RO Bucharest, 布加勒斯特
  RS Belgrade, 贝尔格莱德
  RU Moscow, 莫斯科
  RU Saint Petersburg, 圣彼得堡
  SA Riyadh, 利雅得
  SA Dammam, 达曼
  SE Stockholm, 斯德哥尔摩
  SE Gothenburg, 哥德堡, Göteborg
  SE Luleå, 吕勒奥
  TH Bangkok, 曼谷
  TR Istanbul, 伊斯坦布尔
  TW Taipei, 台北
  TW Changhua, 彰化
  UA Kyiv, 基辅, Kiev
  US Ashburn, 阿什本
  US Columbus, 哥伦布
  US The Dalles, 达尔斯
  US Boardman, 博德曼
  US Phoenix, 凤凰城
  US Los Angeles, 洛杉矶
  US New York, 纽约, New York City, NYC
  US San Francisco, 旧金山
  US San Jose, 圣何塞
  US Santa Clara, 圣克拉拉
  US Seattle, 西雅图
  US Chicago, 芝加哥
  US Dallas, 达拉斯
  US Houston, 休斯顿
  US Austin, 奥斯汀
  US Atlanta, 亚特兰大
  US Miami, 迈阿密
  US Boston, 波士顿
  US Denver, 丹佛
  US Las Vegas, 拉斯维加斯
  US Salt Lake City, 盐湖城
  US Portland, 波特兰
  US Kansas City, 堪萨斯城
  US Council Bluffs, 康瑟尔布拉夫斯
  US Washington, 华盛顿
  US Philadelphia, 费城
  US Reno, 里诺
  VN Hanoi, 河内
  VN Ho Chi Minh City, 胡志明市
  ZA Johannesburg, 约翰内斯堡
  ZA Cape Town, 开普敦
`
