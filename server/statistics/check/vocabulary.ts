import type { MeasureName } from "../../domain/measure";
import type { Victim } from "../../domain/victim";
import type { Hedge, Meaning } from "./mark";

/** The words of this field's sentences, lower case, phrases separated by commas; a dash between words is no difference. */
const list = (text: string) => text.split(",").map((phrase) => phrase.trim());
const MEANINGS = new Map<string, Meaning>();
const say = (text: string, meaning: Meaning) => {
  for (const phrase of list(text)) MEANINGS.set(phrase, meaning);
};

const measure = (name: MeasureName | "violence", text: string) => say(text, { kind: "measure", measure: name });
measure(
  "fatalities",
  "killed,deaths,death,fatalities,fatality,killings,killing,lost,lose,loses,losing,lives lost,loss of life,loss of lives,lost their lives,lost lives,lives were lost,lost his life,lost their life,losing their lives,dead,died,die,martyred,martyrdom,martyrdoms,embraced martyrdom,slain,perished,death toll,lives,left dead,kills,kill,losses,fatal losses,eliminated,neutralised,neutralized,gunned down,claimed lives,were those of,fatal victims",
);
measure("injured", "wounded,injured,injuries,injury,wounding,injuring,hurt,maimed,wounds,sustained injuries,suffered injuries,wounded persons");
measure(
  "casualties",
  "casualties,casualty,killed or wounded,killed and wounded,killed or injured,killed and injured,dead and wounded,dead and injured,killed or hurt,fatalities and injuries,deaths and injuries,dead or wounded,dead or injured",
);
measure(
  "incidents",
  "incidents,incident,incidents of violence,violent incidents,violent events,events,security incidents,incidents of terrorism and counter terror operations",
);
measure(
  "violence",
  "violence,overall violence,militancy,bloodshed,violence level,violence levels,level of violence,militant violence,terrorism related violence,total violence,terrorist violence,unrest,toll,violent",
);

const victim = (victims: Victim[], text: string, narrow: string | null = null) => say(text, { kind: "victim", victims, narrow });
victim(["civilian"], "civilian,civilians,ordinary citizens,innocent civilians,non combatants,noncombatants,innocent citizens");
victim(
  ["security"],
  "security personnel,security forces,security force,security forces personnel,security force personnel,security officials,security official,law enforcers,law enforcement personnel,law enforcement officers,law enforcement officials,law enforcement agencies,security men,security officers,security,military,security forces members,members of security forces,members of the security forces,law enforcement,security members,forces personnel,security troops,leas",
);
victim(
  ["militant"],
  "outlaws,outlaw,militants,militant,terrorists,insurgents,insurgent,terrorist,criminals,extremists,attackers,khwarij,khawarij,militants and insurgents,militants insurgents and criminals,militant and insurgent,criminal",
);
for (const narrow of list(
  "soldiers,soldier,troops,army personnel,army men,army soldiers,police,policemen,policeman,police officers,police personnel,police officials,cops,levies,fc personnel,fc martyrs,frontier corps personnel,paramilitary personnel,army,rangers,commandos",
)) {
  victim(["security"], narrow, narrow);
}
for (const narrow of list(
  "children,women,women and children,journalists,polio workers,polio workers,labourers,laborers,chinese nationals,chinese,chinese engineers,foreigners,tribal elders,passengers,pilgrims,minors,politicians,teachers,students,workers,worshippers,devotees,hostages",
)) {
  victim(["civilian"], narrow, narrow);
}
for (const narrow of list("suicide bombers,suicide attackers,commanders,bombers")) victim(["militant"], narrow, narrow);
victim(
  ["civilian", "security"],
  "government officials,security and government officials,civilian and military,civilians and security forces",
  "security and government officials",
);
MEANINGS.set("civilian and military", { kind: "victim", victims: ["civilian", "security"], narrow: null });
MEANINGS.set("civilians and security forces", { kind: "victim", victims: ["civilian", "security"], narrow: null });

const type = (name: "attack" | "operation" | "both", loose: boolean, text: string) => say(text, { kind: "type", type: name, loose });
type(
  "attack",
  false,
  "terror attacks,terror attack,terrorist attacks,terrorist attack,militant attacks,militant attack,terrorism,terrorism incidents,incidents of terrorism,terror incidents,terrorist incidents,acts of terrorism,acts of terror,terrorism acts,insurgent attacks",
);
type("attack", true, "attacks,attack,assaults");
type(
  "operation",
  false,
  "counter terror operations,counter terror operation,counterterror operations,counter terrorism operations,counterterrorism operations,counterterrorism operation,counter terrorism operation,security operations,security operation,security forces operations,security force operations,military operations,anti terror operations,anti terrorism operations,operations,operation,anti terror missions,security forces actions,intelligence based operations,ibos,army operations,counter terrorism actions,counter terrorism efforts,anti terrorist operations",
);

const change = (sign: 1 | -1, text: string) => say(text, { kind: "change", sign, word: "by", factor: null });
change(
  1,
  "surge,surged,surging,surges,rise,rose,rises,risen,rising,increase,increased,increases,increasing,jump,jumped,jumps,jumping,spike,spiked,spikes,uptick,climb,climbed,climbs,climbing,soar,soared,soars,soaring,grew,grow,grown,growth,growing,up,more,higher,upsurge,escalated,escalation,hike,swelled,shot up,went up,leapt,leap,upward,upturn,additional,rocketed,skyrocketed,worsened,increment,greater,deadlier,gain,up tick",
);
change(
  -1,
  "decline,declined,declines,declining,drop,dropped,drops,dropping,decrease,decreased,decreases,decreasing,fall,fell,falls,fallen,falling,reduction,reduced,reductions,down,fewer,less,lower,dip,dipped,plunge,plunged,plummeted,plummet,plummeting,slump,slumped,shrank,subsided,eased,receded,went down,downturn,came down,slid,improvement,dwindled,tumbled,sank,lowered,downward",
);
const factor = (sign: 1 | -1, percent: number, text: string) => say(text, { kind: "change", sign, word: "factor", factor: percent });
factor(1, 100, "doubled,doubling,twofold,two fold,doubles,twice as many,twice the number of");
factor(1, 200, "tripled,tripling,threefold,three fold,trebled,triples");
factor(1, 300, "quadrupled,fourfold,four fold");
factor(-1, 50, "halved,halving,cut in half");

say(
  "accounted for,accounting for,account for,accounts for,share,shares,constituted,constituting,constitutes,made up,making up,make up,makes up,comprised,comprising,comprise,proportion,percentage,represented,representing,represents,bore,amounting to",
  { kind: "share" },
);
say(
  "compare with,compares with,compare to,compares to,compared to,compared with,as compared to,as compared with,in comparison to,in comparison with,comparison to,against,versus,vs,than,from,relative to,on the,in contrast to,compared,comparing,compare,down from,up from,opposed to,as opposed to,after",
  { kind: "base" },
);
say(
  "exceed,exceeds,exceeded,exceeding,surpass,surpasses,surpassed,surpassing,overtake,overtakes,overtook,overtaken,overtaking,eclipse,eclipsed,eclipses,eclipsing,outstripped,outstrips,outpaced,outnumbered,topped,crossed",
  { kind: "compare", sign: 1 },
);
say("fell short of,falls short of,remained below,stayed below", { kind: "compare", sign: -1 });
say("caused,causing,claimed,claiming,claim,cause,leaving,left,resulted in,resulting in,took,led to,leading to,were responsible for,responsible for", {
  kind: "cause",
});
say("daily,per day,a day,each day,every day", { kind: "daily" });
say(
  "suicide attack,suicide bombing,suicide blast,bombing,blast,explosion,bomb blast,car bomb,ied blast,ambush,convoy,shootout,gun battle,hijacking,a day earlier,a day prior,on monday,on tuesday,on wednesday,on thursday,on friday,on saturday,on sunday,yesterday,overnight,jaffar express",
  { kind: "single" },
);
say(
  "could,would,expected,projected,projections,projection,forecast,forecasts,warn,warns,warned,if current trends,if the current trend,likely,on course,on track,by year end,by the end of the year,may,might,predict,predicts,estimated to reach,poised,set to,heading",
  { kind: "projection" },
);
say(
  "ttp,tehreek e taliban,tehreek i taliban,tehrik e taliban,tehrik i taliban,bla,balochistan liberation army,baloch liberation army,blf,balochistan liberation front,iskp,isis k,islamic state,daesh,daish,lashkar e jhangvi,jamaat ul ahrar,hafiz gul bahadur,bra,claimed by,claimed by the,kidnapping,kidnapped,abducted,arrested,suicide attacks,suicide bombings,target killings,target killing",
  { kind: "group" },
);
say("sectarian,sectarian violence,sectarian attacks", { kind: "special", type: "sectarian" });
say("sabotage,acts of sabotage,sabotage acts", { kind: "special", type: "sabotage" });
say("drone,drone attacks,drone strikes,us drone attacks,us drone strikes,drone attack", { kind: "special", type: "drone" });
for (const [slug, names] of [
  ["crss", "crss,centre for research and security studies,center for research and security studies"],
  ["picss", "picss,pakistan institute for conflict and security studies,institute for conflict and security studies,conflict and security studies"],
  ["pips", "pips,pak institute for peace studies,institute for peace studies"],
  ["satp", "satp,south asia terrorism portal"],
  ["gti", "global terrorism index,gti,institute for economics and peace"],
  ["acled", "acled"],
  ["ucdp", "ucdp"],
  ["interior-ministry", "interior ministry,ministry of interior,interior minister"],
  ["ispr", "ispr,inter services public relations"],
] as const) {
  say(names, { kind: "publisher", slug });
}
say("afghanistan,india,iran,iraq,syria,burkina faso,kabul,gaza,worldwide,globally,global", { kind: "elsewhere" });
say("while,whereas,but,however,although,though,meanwhile,followed by,with,which,where,as well as,respectively,besides,whilst", { kind: "break" });

const hedge = (name: Hedge, text: string) => say(text, { kind: "hedge", hedge: name });
hedge("at_least", "at least,no fewer than,no less than,not less than,a minimum of,minimum of,upwards of,as many as at least");
hedge("none", "as many as,a total of,some total of,exactly,a staggering,a whopping,staggering,total of,the total,as low as,as high as,just,only,an,a");
hedge("about", "close to,in the region of,about,around,some,approximately,roughly,an estimated,circa,approx,or so");
hedge("nearly", "nearly,almost,just under,just below,nearing,approaching,well nigh,slightly under,just short of");
hedge("over", "over,more than,above,in excess of,just over,slightly over,slightly more than,well over,greater than,upward of,nothing less than");
hedge("under", "less than,fewer than,under,below");
hedge("at_most", "up to,at most,no more than,not more than");

const LONGEST = Math.max(...[...MEANINGS.keys()].map((phrase) => phrase.split(" ").length));
const FIRST = new Set([...MEANINGS.keys()].map((phrase) => phrase.split(" ")[0]));

/** What a phrase means, its longest form, and whether longer ones could begin with a word. */
export const VOCABULARY = { meaningOf: (phrase: string) => MEANINGS.get(phrase), longest: LONGEST, begins: (word: string) => FIRST.has(word) };

/** Words between a number and what it counts that say nothing about it. */
export const FILLERS = new Set(
  "people persons person individuals individual others other lives souls pakistanis citizens victims men were was have has had been being also their his those these of the them total overall all linked related violence this that its is are including included include reported recorded documented registered officially over more another in number such cases such as us less plus additional across country's several these towards between results resulted witnessed suffered hits sees says its witnesses stands was as less losses is his across always terms besides fatal deadly violent separate different various thus amongst perhaps whereas confirmed human precious innocent casualties combined cumulative".split(
    " ",
  ),
);
