/**
 * Words people here make passwords of: pinyin, offices and hospitals, places. The estimate of guesses reads them beside
 * the breached passwords of its library.
 */
export const commonWords: ReadonlySet<string> = new Set(
  `
aaa aaaa aaaaaa abc abcabc abcdef abcdefg access address admin administrator aini ainio alpha amanda andrew android
angel angels anhui anna anthony anything aomen apple april arsenal asdasd asdf asdfgh asdfghjkl ashley august autumn
baba babajiu baby babygirl baijiu bailey baise banana bangong bangongshi baobao baobei barcelona baseball basketball
batman beach bear begin beijing bella beta bingren bingtuan black blessed blue brother brown burger buster butter
buzhidao camaro caomei carbon cat cats center centre ceshi changcheng changchun changeme changjiang changsha
changshou charlie chaye cheese chelsea chengdu chenggong cherry chicken china chinese chocolate chongqing christ
chuntian church cisco clinic close cloud coco coffee college computer contact cookie copper corvette cow crystal
cycling dahai daisy dajiahao dalian daniel danwei database david daxue december default delta demo denglu desktop
diamond dianhua diannao dianshi dianying didi docker doctor document dog dogs dollar dolphin dongtian dragon duck
eagle earth eight email emeishan emily end energy enter erzi evening everything exit facai facebook faith falcon
family father february feiji ferrari file final fire first fish five flower folder football force forest forever
fortune four fox freedom friday friend friends fujian fuqi fuzhou galaxy gamma gandalf gansu gaoshan garden gege
george ginger goat gold golden golf gongshi gongsi gongxifacai gongzuo google grace green guangdong guangxi
guangzhou guanliyuan guest guiyang guizhou guojia guojiawei haikou hainan hangzhou hannah happiness happy harbin
harley health healthcare heaven hebei hefei hehua heilongjiang heise heliu hello helloworld helpdesk henan hockey
home honda honey hongse hope horse hospital hottie house houzi huaduo huanghe huangse huangshan huanzhe huashan
huawei huaxi hubei huhehaote hunan hundred hunter huoche hushi hydrogen iloveyou intel internet iphone iron island
january jasmine jeep jennifer jessica jesus jiangsu jiangxi jiankang jiaoxue jiaozi jiayou jidan jiejie jilin jinan
jixiang jizhen jordan joshua juhua july june jupiter justice juventus juzi kafei kaixin kaoshi keshi keyan keyboard
killer kitten kitty kuaile kunming lanqiu lanse lanzhou laogong laohu laopo laoshi laptop lasa last lenovo letmein
letter liaoning liberty lightning lily linchuang linux lion liverpool login longfei longmao longnian lotus love
lovely lover loveyou lucky lucy lunchuan lvse madrid maggie magic mail mailbox mama manager manchester march maria
mariadb mars master matrix matthew medical medicine meigui meihua meili meimei meinv meiyou mengxiang menzhen
mercedes mercury merlin message metal miantiao michael microsoft mifan million mima mimamima ministry mobile molly
monday money monitor monkey moon morning mother mountain mouse mudan mustang mysql nainai nanchang nanjing nanning
naruto national neptune network nhc nicole night nihao nihaoma nine ningxia ninja niunai niurou nmc noodle nothing
november nuli number nurse nver ocean october office omega one open oracle orange orchid oxygen panda paobu paper
passcode passwd password passwort patient peace pearl pengyou pepper phoenix phone phrase piaoliang pijiu pingan
pingguo pingpang pingshen pink pirate pizhun pizza planet please pluto pokemon pony porsche power princess printer
private project province public puppy purple putao qazwsx qianfa qiche qinaide qingchun qingdao qinghai qiutian quyu
qweqwe qwer qwerty qwertyuiop rabbit rain ranger renmin renminyiyuan report research review rich river robert rock
rocket rocky root rose router ruby ruijin running ruyi sample samsung samurai saturday saturn scarlet school science
second secret security senlin september server service seven shaanxi shadow shandong shanghai shanxi shark sheep
shenbao shengji shengli shengrikuaile shenhe shenme shenyang shenzhen shijiazhuang shizi shouji shoushu shuaige
shujuku sichuan sigma signin silver sister six smile snow soccer soldier something sophie spider spiderman spring
star start startrek starwars steel stone stop storm street student sugar suibian summer sun sunday sunshine super
superman support suzhou suzuki swimming switch system taishan taiwan taiyang taiyuan teacher telephone temp
temporary ten tennis test testing thanks third thomas thousand three thunder thursday tiananmen tianjin tiger tin
today tomorrow tongji tongxue toyota trainer training trust trustno tuesday turtle tuzi twitter two ubuntu
university user venus wangluo warrior water wednesday weijian weijianwei weisheng weishenme welcome whale whatever
white william wind windows winter wizard woaini woaiwojia woaizhongguo wodejia wodemima wolf word world woshishui
woshiwo wsxedc wuhan wuliuqi wulumuqi xiamen xian xianggang xiangjiao xiangya xiaogou xiaohong xiaolong xiaomao
xiaomi xiaoming xiatian xiehe xiexie xigua xihuan xingfu xingxing xining xinjiang xinniankuaile xiongmao xitong
xizang xuesheng xuexiao xyz yamaha yaofang yaopin yellow yeye yiersan yiersansi yinchuan yinyue yisheng yixue
yixuezhongxin yiyuan yonghu young youtube youxi youyong yuanban yuanzhang yuedong yueliang yumaoqiu yunnan zaijian
zero zhejiang zhengzhou zhimakaimen zhongguo zhonghua zhongshan zhongxin zhuren zhurou zhuyuan zise zuqiu zxcv
zxcvbn zxcvbnm zxczxc
`
    .trim()
    .split(/\s+/),
);
