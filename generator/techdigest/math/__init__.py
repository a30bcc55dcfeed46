"""TeX to SVG and MathML, with MathJax."""
