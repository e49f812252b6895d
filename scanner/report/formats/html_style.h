// The style sheet of the page: light and dark, narrow screens, paper. The page's content security
// policy allows exactly this text, by its digest.
#pragma once

#include <string_view>

namespace foureyes {

inline constexpr std::string_view kPageStyle = R"css(
:root{color-scheme:light dark;--ink:#1c2024;--soft:#5b6570;--paper:#fff;--panel:#f5f6f8;
--line:#d9dde2;--good:#12703a;--bad:#b3261e;--caution:#8a5a00;--link:#0b57a4}
@media(prefers-color-scheme:dark){:root{--ink:#e6e8ea;--soft:#a2abb5;--paper:#14171a;
--panel:#1d2125;--line:#343a41;--good:#5fd08d;--bad:#ff8a80;--caution:#f0b445;--link:#8ab8f0}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);
font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
header,main,footer{max-width:64rem;margin:0 auto;padding:0 1.5rem}
a{color:var(--link)}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem}
header{padding-top:2rem}
header p.kind{margin:0;color:var(--soft);overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.3;margin:.1rem 0;overflow-wrap:anywhere}
h2{font-size:1.15rem;margin:2.6rem 0 .7rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
h3{font-size:1rem;margin:1.4rem 0 .4rem}
.verdict{border:1px solid var(--line);border-left:.5rem solid var(--tone);background:var(--panel);
border-radius:.4rem;padding:1rem 1.2rem;margin-top:1.2rem}
.verdict p{margin:.2rem 0}
.verdict .word{font-size:1.7rem;font-weight:700;line-height:1.2;color:var(--tone);
letter-spacing:.03em}
.passed{--tone:var(--good)}.failed{--tone:var(--bad)}.incomplete{--tone:var(--caution)}
.verdict ul{margin:.7rem 0 0;padding-left:1.1rem}
.numbers{display:grid;grid-template-columns:repeat(auto-fit,minmax(11rem,1fr));gap:.8rem;
margin:1rem 0 0;padding:0;list-style:none}
.numbers li{border:1px solid var(--line);border-radius:.4rem;padding:.6rem .9rem}
.numbers b{display:block;font-size:1.25rem;line-height:1.3}
.numbers span{color:var(--soft);font-size:.9rem}
nav ol{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;padding:0;margin:1.2rem 0 0;list-style:none;
font-size:.92rem}
dl{margin:0;display:grid;gap:.35rem}
dl div{display:grid;grid-template-columns:12rem 1fr;gap:1rem}
dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
code{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;
overflow-wrap:anywhere}
pre{background:var(--panel);border:1px solid var(--line);border-radius:.4rem;padding:.8rem 1rem;
overflow-x:auto;margin:.6rem 0}
table{width:100%;border-collapse:collapse;margin:.8rem 0 1.2rem;font-size:.94rem}
caption{text-align:left;color:var(--soft);padding:0 0 .35rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .8rem .5rem 0;
border-bottom:1px solid var(--line);overflow-wrap:anywhere}
td:first-child{overflow-wrap:break-word}
th{font-weight:600;color:var(--soft);font-size:.86rem;overflow-wrap:normal}
td p{margin:.25rem 0 0}td ul{margin:.1rem 0 0}
.note{color:var(--soft);font-size:.9rem}
.bad{color:var(--bad)}.good{color:var(--good)}.caution{color:var(--caution)}
.mark{white-space:nowrap;font-weight:600}.id{white-space:nowrap}
tr.off td{color:var(--soft)}
ul{padding-left:1.2rem}li{margin:.2rem 0}
#members{overflow-wrap:anywhere}
footer{color:var(--soft);font-size:.9rem;padding-top:2.5rem;padding-bottom:3rem}
@media(max-width:44rem){
header,main,footer{padding-left:1rem;padding-right:1rem}
dl div{grid-template-columns:1fr;gap:0}dl{gap:.6rem}
thead{position:absolute;left:-99rem}
tr{display:block;border-bottom:1px solid var(--line);padding:.5rem 0}
td{display:block;border:0;padding:.1rem 0}
td:empty{display:none}
td::before{content:attr(data-column);display:block;color:var(--soft);font-size:.8rem}}
@media print{:root{--paper:#fff;--ink:#000;--soft:#444;--panel:#fff;--line:#999;--good:#064;
--bad:#900;--caution:#640;--link:#000}body{font-size:10pt}nav,.skip{display:none}
tr,.verdict,dl div{break-inside:avoid}h2,h3{break-after:avoid}header,main,footer{max-width:none}}
)css";

}  // namespace foureyes
